"""What is read of folders: every file once, and nothing passed over in silence."""

import os
import pickle

import pytest

from mtdetect.errors import DataError
from mtdetect.readers.files import expand
from mtdetect.readers.folders import Skipped, Why


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "news"
    (path / "b").mkdir(parents=True)
    (path / "c.txt").write_text("Rain fell.")
    (path / "b" / "d.txt").write_text("Snow fell.")
    return path


def read(*inputs):
    found, skipped = expand([str(name) for name in inputs], (".txt",), [])
    return found, [(str(name), name.why) for name in skipped]


def test_linked_folders_are_read_after_the_others(tmp_path, folder):
    other = tmp_path / "other"
    (other / "deep").mkdir(parents=True)
    (other / "deep" / "e.txt").touch()
    (folder / "a").symlink_to(other)
    found, skipped = read(folder)
    assert found == [f"{folder}/c.txt", f"{folder}/b/d.txt", f"{folder}/a/deep/e.txt"]
    assert not skipped


def test_links_cannot_lead_in_a_circle(tmp_path, folder):
    other = tmp_path / "other"
    other.mkdir()
    (other / "e.txt").touch()
    (other / "back").symlink_to(folder)
    (folder / "b" / "again").symlink_to(folder)
    (folder / "b" / "up").symlink_to(tmp_path)
    (folder / "b" / "other").symlink_to(other)
    (folder / "self").symlink_to(folder / "self")
    found, skipped = read(folder)
    assert found == [f"{folder}/c.txt", f"{folder}/b/d.txt", f"{folder}/b/other/e.txt"]
    assert sorted(skipped) == [
        (f"{folder}/b/again", Why.AGAIN),
        (f"{folder}/b/other/back", Why.AGAIN),
        (f"{folder}/b/up", Why.AGAIN),
        (f"{folder}/self", Why.UNREADABLE),
    ]


def test_a_file_counts_once_however_it_is_named(tmp_path, folder):
    (folder / "a.txt").symlink_to(folder / "c.txt")  # before it in order
    (folder / "b" / "z.txt").symlink_to(tmp_path / "far.txt")
    (tmp_path / "far.txt").touch()
    (tmp_path / "link").symlink_to(folder)
    found, skipped = read(folder, tmp_path / "far.txt")
    assert found == [f"{folder}/c.txt", f"{folder}/b/d.txt", f"{tmp_path}/far.txt"]
    assert skipped == [(f"{folder}/a.txt", Why.AGAIN), (f"{folder}/b/z.txt", Why.AGAIN)]
    found, skipped = read(tmp_path / "link", folder)
    assert found == [f"{tmp_path}/link/{name}.txt" for name in ("c", "b/d", "b/z")]
    assert {why for _, why in skipped} == {Why.AGAIN}
    # As a shell gives *.txt.
    assert read(folder / "a.txt", folder / "c.txt")[0] == [f"{folder}/c.txt"]
    with pytest.raises(DataError, match="given twice"):
        read(folder, folder / "c.txt")


def test_one_bad_entry_costs_itself_only(tmp_path, folder, monkeypatch):
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "shut.txt").touch()
    (folder / "closed").mkdir()
    (folder / ".hidden").symlink_to(tmp_path / "nowhere")
    access, scandir = os.access, os.scandir

    def closed(path):
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "access", lambda path, mode: "shut" not in path and access(path, mode))
    monkeypatch.setattr(os, "scandir", closed)
    found, skipped = read(folder)
    assert found == [f"{folder}/c.txt", f"{folder}/b/d.txt"]
    names = ("closed", "gone.txt", "pipe.txt", "shut.txt")
    assert sorted(skipped) == [(f"{folder}/{name}", Why.UNREADABLE) for name in names]
    with pytest.raises(DataError, match="cannot be read; check its permissions"):
        read(folder / "closed")


def test_a_run_does_not_read_its_own_files_through_a_link(tmp_path, folder):
    out = tmp_path / "out"
    out.mkdir()
    (out / "o.txt").touch()
    (folder / "a").symlink_to(out)
    found, skipped = expand([str(folder)], (".txt",), [str(out / "o.txt")])
    assert found == [f"{folder}/c.txt", f"{folder}/b/d.txt"]
    assert not skipped


def test_why_outlives_being_sent_to_a_worker():
    skipped = pickle.loads(pickle.dumps(Skipped("a.zip", Why.PACKED)))
    assert (skipped, skipped.why) == ("a.zip", Why.PACKED)
