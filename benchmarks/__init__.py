"""One module per measured figure, each `python -m benchmarks.<name>`."""

import os

# As `kb.language.load` sets it for the product; only heard before NumPy loads, and modules here load NumPy themselves.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
