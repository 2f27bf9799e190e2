"""`python -m graphbuilder`."""

from graphbuilder.cli import main

if __name__ == "__main__":
    main()
