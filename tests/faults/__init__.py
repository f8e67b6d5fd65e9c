"""The product is broken on purpose, in running processes, and must go on by itself."""

import pytest

pytest.register_assert_rewrite("tests.faults.stage")
