package dev.provision.run;

/** Takes the events of a run; called by the coordinator's thread alone. */
@FunctionalInterface
public interface EventSink {
  void accept(RunEvent event);
}
