"""The steps of ``mtdetect evaluate`` by name; here, so that its help need not load them."""

STEPS = (
    "seen",
    "false_positives",
    "articles",
    "declining",
    "length",
    "unseen_engine",
    "unseen_pivot",
    "unseen_year",
    "unseen_spinner",
    "baselines",
    "ablation",
)
