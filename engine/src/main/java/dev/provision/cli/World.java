package dev.provision.cli;

import dev.provision.run.Settings;
import dev.provision.spi.Provider;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a command may know of the process around it; tests give their own.
 *
 * @param environment the environment variables
 * @param answer reads one line that somebody types; empty at the end of the input
 * @param onSignal registers what is called for each Ctrl-C and SIGTERM
 * @param runId makes a short unique id
 * @param settings how a run goes about its work, where the command line does not say
 */
record World(
    Map<String, String> environment,
    Clock clock,
    Supplier<Provider<?, ?, ?>> provider,
    Supplier<String> answer,
    Consumer<Runnable> onSignal,
    Supplier<String> runId,
    Settings settings) {}
