"""What `deploy/` starts is there: the services, their commands, their settings."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from sederunt.sources.home import STORE_VARIABLE, VARIABLE

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
MANIFESTS: list[dict[str, Any]] = [
    document
    for name in ("sederunt.yaml", "ray.yaml")
    for document in yaml.safe_load_all((DEPLOY / "kubernetes" / name).read_text("utf-8"))
]
#: Where the commands of the environment stand in which the tests run.
BIN = Path(sys.executable).parent


def variables() -> list[str]:
    lines = (DEPLOY / "environment.example").read_text("utf-8").splitlines()
    return [match[1] for line in lines if (match := re.match(r"(?:# )?([A-Z_]+)=", line))]


def test_containers_run_commands_that_are_installed() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"postgres", "webserver", "daemon"}
    for name in ("webserver", "daemon"):
        command = services[name]["command"].split()
        assert (BIN / command[0]).is_file(), command
        assert (ROOT / command[-1]).is_file(), command
        assert services[name]["depends_on"]["postgres"] == {"condition": "service_healthy"}
        assert (DEPLOY / services[name]["build"]["context"] / services[name]["build"]["dockerfile"]).is_file()


def test_nobody_but_this_machine_reaches_the_web_server_and_no_password_is_written_down() -> None:
    assert COMPOSE["services"]["webserver"]["ports"] == ["127.0.0.1:3000:3000"]
    assert not COMPOSE["services"]["daemon"]["ports"]
    told = yaml.safe_dump(COMPOSE)
    assert all("SEDERUNT_POSTGRES_PASSWORD:?" in line for line in told.splitlines() if "PASSWORD" in line)


def test_the_volumes_that_services_use_are_declared() -> None:
    used = {volume.partition(":")[0] for service in COMPOSE["services"].values() for volume in service["volumes"]}
    assert used == set(COMPOSE["volumes"])


@pytest.mark.skipif(shutil.which("docker") is None, reason="docker is not installed")
def test_compose_understands_it(monkeypatch: pytest.MonkeyPatch) -> None:
    if subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        pytest.skip("docker has no compose")
    monkeypatch.setenv("SEDERUNT_POSTGRES_PASSWORD", "invented")
    command = ["docker", "compose", "-f", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_start_what_is_there_and_take_their_secrets_from_one_file(unit: Path) -> None:
    lines = dict(line.split("=", 1) for line in unit.read_text("utf-8").splitlines() if re.match(r"[A-Z]\w+=", line))
    program, *arguments = lines["ExecStart"].split()
    assert (BIN / Path(program).name).is_file()
    assert (ROOT / arguments[-1]).is_file()
    assert lines["EnvironmentFile"] == "/etc/sederunt/environment"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_understands_the_unit(unit: Path, tmp_path: Path) -> None:
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text("utf-8").replace("/srv/sederunt/.venv/bin", str(BIN)))
    done = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True)
    told = [line for line in done.stderr.splitlines() if unit.name in line]  # of other units it tells as well
    assert not told, told


def test_the_environment_names_what_is_read() -> None:
    assert {VARIABLE, STORE_VARIABLE, "DAGSTER_HOME", "SEDERUNT_POSTGRES"} <= set(variables())
    settings = (DEPLOY / "dagster.yaml").read_text("utf-8")
    for variable in re.findall(r"env: (\w+)", settings):
        assert variable in variables()
        assert variable in COMPOSE["services"]["daemon"]["environment"]


def test_the_image_brings_the_version_of_postgres_support_that_goes_with_dagster() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {one.name: str(one.specifier) for one in map(Requirement, project["dependencies"])}
    library = wanted["dagster"].replace("==1.", "==0.").split(".")
    expected = f"dagster-postgres{library[0]}.{int(library[1]) + 16}.{library[2]}"  # 1.13.27 goes with 0.29.27
    for place in (DEPLOY / "Dockerfile", ROOT / "docs" / "production.md"):
        assert expected in place.read_text("utf-8"), place


def containers() -> list[dict[str, Any]]:
    pods = [one["spec"]["template"]["spec"] for one in MANIFESTS if one["kind"] == "Deployment"]
    return [container for pod in pods for container in pod["containers"]]


def test_manifests_run_commands_of_the_image() -> None:
    for container in containers():
        program, *arguments = container["command"]
        assert container["image"] == "sederunt"
        assert program == "ray" or (BIN / program).is_file()
        assert "workspace.yaml" not in arguments or (ROOT / "workspace.yaml").is_file()


def test_manifests_name_what_they_declare() -> None:
    declared = {(one["kind"], one["metadata"]["name"]) for one in MANIFESTS}
    assert {name for kind, name in declared if kind == "Deployment"} == {"sederunt", "sederunt-head", "sederunt-node"}
    for one in MANIFESTS:
        if one["kind"] == "Service":
            assert ("Deployment", one["spec"]["selector"]["app"]) in declared
        if one["kind"] == "Deployment":
            pod = one["spec"]["template"]
            assert one["spec"]["selector"]["matchLabels"] == pod["metadata"]["labels"]
            volumes = {volume["name"] for volume in pod["spec"]["volumes"]}
            for container in pod["spec"]["containers"]:
                assert {mount["name"] for mount in container["volumeMounts"]} <= volumes
                for source in container.get("envFrom", []):
                    assert source.get("secretRef") or ("ConfigMap", source["configMapRef"]["name"]) in declared
    (writer,) = (one for one in MANIFESTS if one["metadata"]["name"] == "sederunt" and one["kind"] == "Deployment")
    assert (writer["spec"]["replicas"], writer["spec"]["strategy"]["type"]) == (1, "Recreate")


def test_runs_in_pods_of_their_own_see_what_the_daemon_sees() -> None:
    launcher = yaml.safe_load((DEPLOY / "kubernetes" / "dagster.yaml").read_text("utf-8"))["run_launcher"]["config"]
    settings = next(one["data"] for one in MANIFESTS if one["kind"] == "ConfigMap")
    claim = next(one["metadata"]["name"] for one in MANIFESTS if one["kind"] == "PersistentVolumeClaim")
    assert launcher["dagster_home"] == settings["DAGSTER_HOME"]
    assert launcher["volumes"][0]["persistentVolumeClaim"]["claimName"] == claim
    assert launcher["volume_mounts"][0]["mountPath"] == settings["SEDERUNT_HOME"]
