"""x"""


def show() -> None: ...
