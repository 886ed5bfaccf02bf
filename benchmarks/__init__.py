"""One module per measured figure, each `python -m benchmarks.<name>`."""
