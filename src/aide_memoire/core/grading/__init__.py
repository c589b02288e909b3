"""What was answered against what is right: pure, and a verdict for any string at all."""
