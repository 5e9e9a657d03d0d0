"""Tell the story; exit 0 when every step of it was seen."""

from sandbox.story.telling import main

if __name__ == "__main__":
    main()
