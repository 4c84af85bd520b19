"""`assistant model`: which language models there are, and what they may do."""

import typer

app = typer.Typer(no_args_is_help=True, help="Language models: see, fetch, test and stop them.")
