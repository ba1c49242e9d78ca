"""The estimators for scikit-learn, which alone of all that scores or explains import it."""
