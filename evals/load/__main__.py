from evals.load.command import main

main()
