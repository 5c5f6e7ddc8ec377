//! Files in, requirements out.

use super::*;
use crate::source::SourceFile;

fn read_files(files: &[(&str, &str)]) -> (Tree, Requirements) {
    let tree = Tree::new(files.iter().map(|(path, text)| SourceFile::new(*path, *text)), true);
    let read = read(&tree);
    (tree, read)
}

/// One line a requirement: `name[extras] versions group text`, as far as they are there.
fn told(tree: &Tree, read: &Requirements) -> Vec<String> {
    let one = |requirement: &Requirement| {
        let extras = match requirement.extras.join(",") {
            none if none.is_empty() => none,
            extras => format!("[{extras}]"),
        };
        let flags = [
            (requirement.marker.is_some(), "marker"),
            (requirement.hashes, "hashes"),
            (requirement.editable, "editable"),
            (requirement.url.is_some(), "url"),
            (requirement.locked, "locked"),
        ];
        let mut words = vec![format!("{}{extras}", requirement.name), requirement.versions.text.clone()];
        words.extend(flags.into_iter().filter(|(on, _)| *on).map(|(_, word)| word.to_owned()));
        words.retain(|word| !word.is_empty());
        format!("{} | {}", words.join(" "), tree.text(requirement.place))
    };
    read.all.iter().map(one).collect()
}

fn problems(tree: &Tree, read: &Requirements) -> Vec<String> {
    read.problems.iter().map(|problem| format!("{}: {:?}", tree.line(problem.place), problem.kind)).collect()
}

#[test]
fn a_requirements_file_is_read_as_pip_reads_it() {
    let text = concat!(
        "# comment\r\n",
        "--index-url https://user:secret@host/simple --pre\n",
        "Django==5.2.1  # pinned\n",
        "  psycopg[binary,C] >= 3.1, <4 ; python_version > '3.8' # why\n",
        "requests==2.32.0 \\\n",
        "    --hash=sha256:aaa \\\n",
        "    --hash=sha256:bbb\n",
        "celery \\\n",
        "  >=5\n",
        "-e git+https://github.com/x/y.git@v1.2#egg=Y.y&subdirectory=src\n",
        "-e .\n",
        "app @ https://host/a#b ; os_name == 'nt'\n",
        "./wheels/whitenoise-6.9.0-py3-none-any.whl\n",
        "-e \"named @ git+https://host/named@2.0\"\n",
        "last",
    );
    let (tree, read) = read_files(&[("requirements.txt", text)]);
    assert_eq!(problems(&tree, &read), [""; 0]);
    assert_eq!(
        told(&tree, &read),
        [
            "django ==5.2.1 | Django==5.2.1",
            "psycopg[binary,c] >= 3.1, <4 marker | psycopg[binary,C] >= 3.1, <4 ; python_version > '3.8'",
            "requests ==2.32.0 hashes | requests==2.32.0",
            "celery >=5 | celery \\\n  >=5",
            "y-y ==1.2 editable url | git+https://github.com/x/y.git@v1.2#egg=Y.y&subdirectory=src",
            "app marker url | app @ https://host/a#b ; os_name == 'nt'",
            "whitenoise ==6.9.0 url | ./wheels/whitenoise-6.9.0-py3-none-any.whl",
            "named ==2.0 editable url | named @ git+https://host/named@2.0",
            "last | last",
        ]
    );
    let options: Vec<_> = read.options.iter().map(|option| (option.name, option.value.as_str())).collect();
    assert_eq!(options, [("--index-url", "https://user:secret@host/simple"), ("--pre", "")]);
}

#[test]
fn a_line_that_is_wrong_costs_only_itself() {
    let text = concat!(
        "django=5.2\n",
        "good==1.0\n",
        "bad==one\n",
        "a b\n",
        "mark; python_vers > '3'\n",
        "also[good]>=1\n",
        "x[y\n",
        "--colour always\n",
        "versioned==${VERSION}\n",
        "fine\nsix\nseven\neight\nnine\nten\n",
    );
    let (tree, read) = read_files(&[("requirements.txt", text)]);
    assert_eq!(
        problems(&tree, &read),
        [
            "1: SingleEquals(\"5.2\")",
            "3: Version(\"==one\")",
            "4: Unexpected(\"b\")",
            "5: Marker",
            "7: Extras",
            "8: Option(\"--colour\")",
            "9: Variable(\"VERSION\")",
        ]
    );
    let names: Vec<_> = read.all.iter().map(|requirement| requirement.name.as_str()).collect();
    assert_eq!(names[..4], ["good", "also", "versioned", "fine"]);
}

#[test]
fn includes_are_followed_and_constraints_constrain() {
    let (tree, read) = read_files(&[
        ("requirements/production.txt", "-r base.txt\n-c ../pins.txt\ngunicorn\n"),
        ("requirements/local.txt", "-rproduction.txt\n--requirement=../gone.txt\ndjango-debug-toolbar\n"),
        ("requirements/base.txt", "django>=4.2\n"),
        ("pins.txt", "django==5.2.1\nunused==1\n"),
    ]);
    assert_eq!(problems(&tree, &read), ["2: NotGiven(\"gone.txt\")"]);
    assert_eq!(told(&tree, &read).len(), 3);
    let django = read.find("Django").expect("required");
    assert_eq!(django.pinned().map(|version| version.to_string()).as_deref(), Some("5.2.1"));
    assert!(!django.admits(&"5.2.2".parse().expect("a version")));
    assert!(!read.has("unused"));
    assert!(!read.has_in_production("django-debug-toolbar") && read.has("django-debug-toolbar"));
}

#[test]
fn circles_and_strange_includes_end() {
    let (tree, read) = read_files(&[
        ("requirements/a.txt", "-r b.txt\nx==1\n"),
        ("requirements/b.txt", "-r a.txt\n-r b.txt\n-r https://u:p@host/r.txt\n-r ../../up.txt\ny==1\n"),
    ]);
    assert_eq!(read.all.len(), 2);
    assert_eq!(
        problems(&tree, &read),
        [
            "1: Cycle(\"requirements/a.txt\")",
            "2: Cycle(\"requirements/b.txt\")",
            "3: Remote(\"https://host/r.txt\")",
            "4: NotGiven(\"../../up.txt\")",
        ]
    );
}

#[test]
fn a_text_of_another_kind_is_one_problem() {
    let python = "import os\nfrom pathlib import Path\n\nDEBUG = True\nALLOWED_HOSTS = [\n    'a',\n]\n";
    let prose = "Install these packages first\nthen run the server now\nand open it in a browser\nto see what happens next\n";
    for (text, kind) in [
        ("<!DOCTYPE html>\n<html><body>404</body></html>\n", ProblemKind::Html),
        ("django\n<html>\n<body>\n", ProblemKind::Html),
        (python, ProblemKind::Python),
        ("DEBUG = True\n", ProblemKind::Python),
        ("PK\u{3}\u{4}\u{14}\0\u{6}\u{8}\0\n", ProblemKind::Binary),
        (prose, ProblemKind::NotRequirements),
    ] {
        let (_, read) = read_files(&[("requirements.txt", text)]);
        let kinds: Vec<_> = read.problems.iter().map(|problem| &problem.kind).collect();
        assert_eq!(kinds, [&kind], "{text}");
        assert!(read.all.is_empty() && read.is_given(), "{text}");
    }
}

#[test]
fn many_problems_are_counted() {
    let text = "good==1\nbad==x\n".repeat(100);
    let (_, read) = read_files(&[("requirements.txt", &text)]);
    assert_eq!(read.problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(
        read.problems.last().map(|problem| &problem.kind),
        Some(&ProblemKind::More(100 - MAX_PROBLEMS))
    );
}

#[test]
fn pyproject_is_read_after_pep_621_and_735() {
    let text = r#"
[project]
requires-python = ">=3.10"
dependencies = [
    "Django>=5.2,<6",
    'psycopg[binary]; sys_platform == "linux"',
    "broken ==",
]
[project.optional-dependencies]
s3 = ["django-storages[s3]>=1.14"]
test = ["pytest"]
[dependency-groups]
dev = ["ruff", {include-group = "types"}, {include-group = "gone"}]
types = ["mypy"]
"#;
    let (tree, read) = read_files(&[("pyproject.toml", text)]);
    assert_eq!(
        told(&tree, &read),
        [
            "django >=5.2,<6 | Django>=5.2,<6",
            "psycopg[binary] marker | psycopg[binary]; sys_platform == \"linux\"",
            "django-storages[s3] >=1.14 | django-storages[s3]>=1.14",
            "pytest | pytest",
            "ruff | ruff",
            "mypy | mypy",
        ]
    );
    let groups: Vec<_> = read.all.iter().map(|requirement| requirement.group.clone()).collect();
    let s3 = Group::Optional("s3".to_owned());
    let (production, test, development) = (Group::Production, Group::Test, Group::Development);
    assert_eq!(groups, [production.clone(), production, s3, test, development.clone(), development]);
    assert_eq!(problems(&tree, &read), ["7: Version(\"==\")", "13: NoGroup(\"gone\")"]);
    assert_eq!(read.python.map(|python| python.versions.text).as_deref(), Some(">=3.10"));
}

#[test]
fn poetry_and_pipfile_are_read() {
    let poetry = r#"
[tool.poetry.dependencies]
python = "^3.12"
django = "^5.2"
gunicorn = "*"
"dj.rest" = { git = "https://github.com/x/dj-rest.git", tag = "v1.2.0" }
boto3 = { version = "~1.34", optional = true, extras = ["crt"], python = "<3.13" }
[tool.poetry.extras]
aws = ["boto3"]
[tool.poetry.group.dev.dependencies]
ruff = "^0.5"
[tool.poetry.group.server.dependencies.uvicorn]
version = ">=0.30"
"#;
    let pipfile = "[packages]\ndjango = \"==5.2.1\"\nrequests = {version = \"*\", markers = \"os_name == 'nt'\"}\n\
                   [dev-packages]\npytest = \"*\"\n[requires]\npython_version = \"3.12\"\n";
    let (tree, read) = read_files(&[("pyproject.toml", poetry), ("sub/Pipfile", pipfile)]);
    assert_eq!(problems(&tree, &read), [""; 0]);
    assert_eq!(
        told(&tree, &read),
        [
            "django ^5.2 | django = \"^5.2\"",
            "gunicorn | gunicorn = \"*\"",
            "dj-rest ==1.2.0 url | \"dj.rest\" = { git = \"https://github.com/x/dj-rest.git\", tag = \"v1.2.0\" }",
            "boto3[crt] ~1.34 marker | boto3 = { version = \"~1.34\", optional = true, extras = [\"crt\"], python = \"<3.13\" }",
            "ruff ^0.5 | ruff = \"^0.5\"",
            "uvicorn >=0.30 | uvicorn",
            "django ==5.2.1 | django = \"==5.2.1\"",
            "requests marker | requests = {version = \"*\", markers = \"os_name == 'nt'\"}",
            "pytest | pytest = \"*\"",
        ]
    );
    let boto3 = read.find("boto3").expect("there");
    assert_eq!(
        (&boto3.group, boto3.applies(Some((3, 13)))),
        (&Group::Optional("aws".to_owned()), Some(false))
    );
    assert_eq!(read.find("uvicorn").map(|one| &one.group), Some(&Group::Production));
    assert_eq!(read.python.map(|python| python.versions.text).as_deref(), Some("^3.12"));
}

#[test]
fn lock_files_tell_the_version() {
    let (tree, read) = read_files(&[
        ("pyproject.toml", "[project]\ndependencies = ['django>=5']\n[dependency-groups]\ndev = ['ruff']\n"),
        (
            "uv.lock",
            "version = 1\n[[package]]\nname = 'site'\nversion = '0.1'\nsource = { virtual = '.' }\n\
             [[package]]\nname = 'django'\nversion = '5.2.1'\n[[package]]\nname = 'ruff'\nversion = '0.5.0'\n",
        ),
        ("old/Pipfile.lock", "{\"default\": {\"asgiref\": {\n\"version\": \"==3.8.1\"}}, \"develop\": {}}"),
    ]);
    assert_eq!(problems(&tree, &read), [""; 0]);
    let (version, line) = read.pinned("django").expect("locked");
    assert_eq!((version.to_string().as_str(), line.locked, tree.line(line.place)), ("5.2.1", true, 7));
    assert_eq!(read.find("django").map(|one| one.versions.text.as_str()), Some(">=5"));
    assert!(!read.has("site") && !read.has_in_production("ruff") && read.has_in_production("asgiref"));
    assert_eq!(read.pinned("asgiref").map(|(_, one)| tree.text(one.place)), Some("\"asgiref\""));
}

#[test]
fn compiled_files_are_locks_too() {
    let text = "#\n# This file is autogenerated by pip-compile with Python 3.12\n#\nasgiref==3.8.1\n    # via django\ndjango==5.2.1\n";
    let (_, read) = read_files(&[("requirements.txt", text), ("requirements.in", "django\n")]);
    assert!(read.of("asgiref").all(|one| one.locked));
    assert!(!read.find("django").expect("there").locked);
    assert_eq!(read.pinned("django").map(|(version, _)| version.to_string()).as_deref(), Some("5.2.1"));
}

#[test]
fn broken_toml_is_told_and_the_rest_is_read() {
    let text = "[project]\nname = \n= nothing\ndependencies = ['django']\n";
    let (tree, read) = read_files(&[("pyproject.toml", text)]);
    assert!(read.has("django"));
    assert!(problems(&tree, &read).iter().all(|line| line.ends_with("Syntax")));
    assert!(!read.problems.is_empty());
}

#[test]
fn no_files_are_no_requirements() {
    let (_, read) = read_files(&[("settings.py", "DEBUG = True\n")]);
    assert!(!read.is_given() && read.find("django").is_none());
}

#[cfg(not(target_arch = "wasm32"))]
mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Pieces that requirement files are made of, so that chance finds the seams.
    const PIECES: &[&str] = &[
        "django",
        "==5.2",
        ">=",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "\"",
        "'",
        "\\",
        "\n",
        "\r\n",
        " ",
        "#",
        ";",
        ",",
        "@",
        "-e ",
        "-r ",
        "-c a.txt",
        "--hash=sha256:a",
        "--index-url",
        "=",
        "https://u:p@h/x#egg=",
        "git+",
        "./x",
        "${A}",
        "os_name",
        "and",
        "é",
        "\u{2028}",
        "[project]",
        "dependencies",
        "[[package]]",
        "name = ",
        "^1.2",
        "||",
        "*",
        "\t",
    ];

    proptest! {
        #[test]
        fn no_text_stops_the_reader(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..24),
            noise in ".{0,12}",
        ) {
            let text = pieces.concat() + &noise;
            for path in ["requirements.txt", "pyproject.toml", "Pipfile", "uv.lock", "Pipfile.lock"] {
                let (tree, read) = read_files(&[(path, &text)]);
                for requirement in &read.all {
                    prop_assert!(!requirement.name.is_empty());
                    prop_assert!(!tree.text(requirement.place).is_empty(), "{requirement:?}");
                }
            }
        }
    }
}

#[test]
fn quotes_anywhere_in_an_option_are_only_text() {
    for text in [
        "-e\"\"띝-e\"\"",
        "-e\\\u{e30ba}=05\"\"\"/",
        "-eÂA'?",
        "-e'ِ='",
        "-e\"==ù-\"",
        "-e--\"띝e-\"[\"띝e-\"[",
        "\"-e\"é",
    ] {
        let (_, read) = read_files(&[("requirements.txt", &format!("{text}\nDjango==5.2\n"))]);
        assert!(read.find("django").is_some(), "what follows {text:?} is read");
    }
}

#[test]
fn templates_of_other_projects_are_no_requirements_of_this_one() {
    let template =
        ("{{cookiecutter.site}}/pyproject.toml", "{% if x %}\n[project]\ndependencies = ['django']\n");
    let (tree, read) = read_files(&[template, ("requirements.txt", "django==5.2.1\n")]);
    assert_eq!((problems(&tree, &read).len(), read.files.len()), (0, 1));
    let (_, read) = read_files(&[template]);
    assert_eq!(read.files.len(), 1);
}
