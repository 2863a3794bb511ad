package dev.provision.acceptance;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A test of the suite that runs once on every target. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("dev.provision.acceptance.Targets#all")
abstract class Acceptance extends Suite {}
