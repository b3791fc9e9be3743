from evals.scale.command import main

main()
