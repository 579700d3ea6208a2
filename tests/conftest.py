from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from qa.settings import SETTINGS

os.environ.setdefault("OMP_NUM_THREADS", "1")

# A contract's assertions explain themselves as a test's do.
pytest.register_assert_rewrite("engine_contract", "filter_contract")

# Time is not what properties are about, and a busy machine is no counterexample.
# A contract's tests are inherited by the class of every engine, on purpose.
# KUTIP_EXAMPLES tries each property on more inputs than the suite's own run.
settings.register_profile(
    "kutip",
    max_examples=int(os.environ.get("KUTIP_EXAMPLES", "30")),
    deadline=None,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
)
settings.load_profile("kutip")


@pytest.fixture(scope="session")
def _cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _private_cache(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _cache_home: Path
) -> None:
    """No test reads or writes the user's cache; those of `quality` keep their encodings there on purpose."""
    if "quality" not in request.path.parts:
        monkeypatch.setenv("XDG_CACHE_HOME", str(_cache_home))


@pytest.fixture(autouse=True)
def _default_settings(monkeypatch: pytest.MonkeyPatch, _cache_home: Path) -> None:
    """No test heeds the user's settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(_cache_home / "config"))
    for setting in SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)


def pytest_configure() -> None:
    """Lets signals through that nohup, or a shell for what runs in its background, has had ignored: processes that
    the tests start would ignore them, too."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        if signal.getsignal(number) is signal.SIG_IGN:
            own = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            signal.signal(number, own)
