"""Executes a notebook with nbclient in a folder, and writes its outputs into it."""
import sys

import nbclient
import nbformat

path, folder = sys.argv[1:]
notebook = nbformat.read(path, as_version=4)
client = nbclient.NotebookClient(notebook, kernel_name=".net-csharp", timeout=120, startup_timeout=120, resources={"metadata": {"path": folder}})
try:
    client.execute()
finally:
    nbformat.write(notebook, path)
