"""How good the model is: ``mtdetect evaluate``."""
