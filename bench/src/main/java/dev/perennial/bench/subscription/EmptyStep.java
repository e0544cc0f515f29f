package dev.perennial.bench.subscription;

import io.temporal.activity.ActivityInterface;

/** A step that does nothing but tell that it was taken. */
@ActivityInterface(namePrefix = "BenchEmpty.")
public interface EmptyStep {
    void take();
}
