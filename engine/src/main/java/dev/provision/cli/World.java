package dev.provision.cli;

import dev.provision.run.Settings;
import dev.provision.spi.Provider;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * What a command may know about its process; tests give their own values.
 *
 * @param environment the environment variables
 * @param answer reads one line that the user types; empty at the end of the input
 * @param onSignal registers a listener for the names of signals, {@code INT}, {@code TERM}
 * @param halt ends the process at once with an exit code; does nothing where it is not ours
 * @param runId makes a short unique ID
 * @param settings the limits and pauses of a run, unless the command line sets them
 */
record World(
    Map<String, String> environment,
    Clock clock,
    Supplier<Provider<?, ?, ?>> provider,
    Supplier<String> answer,
    Consumer<Consumer<String>> onSignal,
    IntConsumer halt,
    Supplier<String> runId,
    Settings settings) {}
