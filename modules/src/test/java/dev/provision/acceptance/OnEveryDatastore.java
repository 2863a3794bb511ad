package dev.provision.acceptance;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test of the suite that is about files: it runs once on every target, and once more on a
 * simulator whose datastore is as vSAN is.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("dev.provision.acceptance.Targets#everyDatastore")
abstract class OnEveryDatastore extends Suite {}
