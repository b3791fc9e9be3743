def whom_to_ask(q):
    return "Ask your finance director's team or your Treasury spending team."
