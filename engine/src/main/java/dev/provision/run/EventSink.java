package dev.provision.run;

/** Receives the events of a run; called only by the coordinator's thread. */
@FunctionalInterface
public interface EventSink {
  void accept(RunEvent event);
}
