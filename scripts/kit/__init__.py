"""The cases of make_kit_fixtures.py, by chapter. Each is the Python, the Java, and the inputs."""
import importlib

from kit import scope

CHAPTERS = ["pointwise", "reductions", "shapes", "matrices", "printing", "functional", "names", "modules", "hooks", "loading", "porting", "inplace", "optimizers", "schedules", "functions", "layouts"]


def all_cases(fixtures):
    for chapter in CHAPTERS:
        importlib.import_module(f"kit.{chapter}").cases(fixtures)
