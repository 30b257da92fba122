"""Says which PyTorch this is. Debian's takes whichever BLAS is installed, and the reference one is slow."""

import pathlib

import torch

maps = pathlib.Path("/proc/self/maps")
slow = maps.exists() and "/blas/libblas.so" in maps.read_text()
print(f"PyTorch {torch.__version__}" + (
    " with the reference BLAS, which multiplies matrices slowly: apt-get install libopenblas0-pthread, then measure again" if slow else ""))
