package dev.provision.acceptance;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A test of the suite that runs once on every target. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(Targets.OfTheClass.class)
abstract class Acceptance extends Suite {}
