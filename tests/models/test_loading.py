import subprocess
import sys
from pathlib import Path

import regiekit.models

MODULES = sorted(path.stem for path in Path(regiekit.models.__file__).parent.glob("*.py") if path.stem != "__init__")


def test_importing_the_models_loads_no_networkx_or_numpy():
    code = "import sys\n" + "".join(f"import regiekit.models.{name}\n" for name in MODULES)
    code += "print([name for name in ('numpy', 'networkx', 'matplotlib') if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert result.stdout.strip() == "[]"


def test_networks_work_without_numpy():
    code = """
import sys
sys.modules["numpy"] = None
from regiekit.models import islands, random_networks, silos
graph = silos.hierarchy([[1, 2, 3], [4, 5]], 2)
merged = islands.merge(graph, islands.islands(graph), 1, "hub")
print(random_networks.compare(silos.add_lateral(merged, [(1, 4)]), islands.global_efficiency, draws=5).draws)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert result.stdout.strip() == "5"
