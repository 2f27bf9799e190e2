"""Compiles the extractor with mypyc where a C compiler is at hand; all else stands in setup.cfg.

The modules stay what they are, Python that also runs as it is: an editable installation, a machine without a compiler, and
GRAPHBUILDER_COMPILE=0 keep it. GRAPHBUILDER_COMPILE=1 fails where it cannot be compiled. Reasons and figures stand in docs/decisions.md.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import CCompilerError, ExecError, PlatformError
from setuptools.modified import newer_group

COMPILED = "graphbuilder/extract"
COMPILED_TOO = ("graphbuilder/lexicon/records.py",)
"""What the extractor looks at in every sentence: attributes of a compiled class cost it next to nothing."""
PLAIN = ("__init__.py", "located.py", "reading.py", "record.py", "whole.py")
"""Not compiled: mypyc computes a `cached_property` every time, without a word; `record` is for the interpreter; `whole` keeps equal
numbers once, which compiled code makes anew."""
OPTIONS = (
    "--config-file=pyproject.toml",
    "--follow-imports=silent",  # what is imported but not compiled is checked elsewhere
    "--ignore-missing-imports",  # nothing but mypy is there while a package is built
    "--no-warn-unused-ignores",
    "--no-warn-return-any",
    "--allow-subclassing-any",
    "--allow-untyped-decorators",
)
MAKES_A_BUILD = {"bdist_wheel", "build", "build_ext", "install"}
WISH = os.environ.get("GRAPHBUILDER_COMPILE", "")


class BuildSideBySide(build_ext):
    """Compiles as many C files at once as there are cores, and does without if that fails."""

    def finalize_options(self) -> None:
        """Build the small modules side by side, too."""
        super().finalize_options()
        self.parallel = self.parallel or os.cpu_count()

    def run(self) -> None:
        """Build, or take back what was built when something does not compile."""
        self._remove_what_is_no_longer_compiled()
        try:
            super().run()
        except (CCompilerError, ExecError, PlatformError) as error:
            if WISH == "1":
                raise
            self.warn(f"the extractor is installed as plain Python, which is slower and gives the same: {error}")
            for extension in self.extensions:
                Path(self.get_ext_fullpath(extension.name)).unlink(missing_ok=True)
            self.extensions = []

    def _remove_what_is_no_longer_compiled(self) -> None:
        """An earlier build in this folder may have left a library that would stand before the module of its name."""
        kept = {Path(self.get_ext_fullpath(extension.name)).name for extension in self.extensions}
        for suffix in EXTENSION_SUFFIXES:
            for folder in (COMPILED, *(Path(path).parent for path in COMPILED_TOO)):
                for path in Path(self.build_lib, folder).glob(f"*{suffix}"):
                    if path.name not in kept:
                        path.unlink()

    def build_extension(self, ext: Extension) -> None:
        """Compile the files of an extension side by side, then link it."""

        def compiled(source: str) -> list[str]:
            return self.compiler.compile(
                [source],
                self.build_temp,
                include_dirs=ext.include_dirs,
                extra_postargs=ext.extra_compile_args,
                depends=ext.depends,
            )

        if len(ext.sources) > 1 and newer_group([*ext.sources, *ext.depends], self.get_ext_fullpath(ext.name)):
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                ext.extra_objects = [made for objects in pool.map(compiled, ext.sources) for made in objects]
            ext.sources = []
        super().build_extension(ext)


def extensions() -> list[Extension]:
    """What is to be compiled in this run of setup.py."""
    if WISH == "0" or not MAKES_A_BUILD & set(sys.argv):
        return []
    try:
        from mypyc.build import mypycify
    except ImportError:  # a build without isolation, in an environment that has no mypy
        if WISH == "1":
            raise
        return []
    files = [str(path) for path in sorted(Path(COMPILED).glob("*.py")) if path.name not in PLAIN]
    try:
        made: list[Extension] = mypycify([*OPTIONS, *files, *COMPILED_TOO], opt_level="1", debug_level="0", multi_file=True)
    except SystemExit:  # how mypyc says that it cannot compile this
        if WISH == "1":
            raise
        return []
    if sys.platform == "linux":
        for extension in made:
            extension.extra_link_args.append("-Wl,-Bsymbolic")  # calls from one of its files to another go straight there
    return made


setup(ext_modules=extensions(), cmdclass={"build_ext": BuildSideBySide})
