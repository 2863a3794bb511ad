package dev.provision.simulator.server;

import com.vmware.vim25.MethodFault;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import java.time.Duration;
import java.util.Optional;

/** One thing that goes wrong, from a lab file or a test. */
@Doc("A fault to inject.")
public record FaultRule(
    @Doc(
            "The method of vim25, as in CloneVM_Task; PUT /folder and POST /nfc for files, which"
                + " stop half way.")
        String method,
    @Doc("Only on this object: its path, name or id.") Optional<String> object,
    @Doc("Only the nth call that matches, from 1; every one when left out.") @Default("0") int nth,
    @Doc(
            "When: before the call, after its effect, in the task that it starts, or at"
                + " the end of that task.")
        @Default("before")
        When when,
    @Doc("The type of the fault, as in NoDiskSpace.") Optional<String> fault,
    @Doc("The fault's text.") Optional<String> message,
    @Doc("For the fault NoPermission: the privilege that the account lacks on this" + " object.")
        Optional<String> privilege,
    @Doc(
            "The connection breaks, so that the client does not know whether the call had"
                + " an effect.")
        @Default("false")
        boolean lostReply,
    @Doc("An upload is answered as if it had worked, but nothing of the file is kept.")
        @Default("false")
        boolean swallowed,
    @Doc("How much longer it takes.") Optional<Duration> delay) {
  /** Before the call, after its effect, in its task without effect, at its task's end. */
  public enum When {
    BEFORE,
    AFTER,
    TASK,
    TASK_END
  }

  public FaultRule {
    if (fault.isEmpty() && !lostReply && !swallowed && delay.isEmpty()) {
      throw new IllegalArgumentException(
          "`fault`, `lost_reply`, `swallowed` or `delay` has to say what goes wrong");
    }
    if (swallowed && !(method.equals("POST /nfc") || method.equals("PUT /folder"))) {
      throw new IllegalArgumentException("`swallowed`: only a file is, POST /nfc or PUT /folder");
    }
    if (fault.isPresent() && type(fault.get()).isEmpty()) {
      throw new IllegalArgumentException("`fault`: vim25 has no fault `" + fault.get() + "`");
    }
    if (lostReply && (when == When.TASK || when == When.TASK_END)) {
      throw new IllegalArgumentException("`lost_reply`: a task has no reply; say before or after");
    }
  }

  /** A fault of each call, before its effect. */
  public static FaultRule fault(String method, String fault) {
    return new FaultRule(
        method,
        Optional.empty(),
        0,
        When.BEFORE,
        Optional.of(fault),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty());
  }

  /** A lost reply. */
  public static FaultRule lost(String method, When when) {
    return new FaultRule(
        method,
        Optional.empty(),
        0,
        when,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        false,
        Optional.empty());
  }

  /** Files that are answered as if they had come. */
  public static FaultRule swallowed(String method) {
    return new FaultRule(
        method,
        Optional.empty(),
        0,
        When.BEFORE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        Optional.empty());
  }

  /** The same for the nth call only. */
  public FaultRule only(int call) {
    return new FaultRule(
        method, object, call, when, fault, message, privilege, lostReply, swallowed, delay);
  }

  /** The same at another moment. */
  public FaultRule at(When moment) {
    return new FaultRule(
        method, object, nth, moment, fault, message, privilege, lostReply, swallowed, delay);
  }

  /** The same for one object: its path, name or id. */
  public FaultRule on(String which) {
    return new FaultRule(
        method,
        Optional.of(which),
        nth,
        when,
        fault,
        message,
        privilege,
        lostReply,
        swallowed,
        delay);
  }

  /** The same as a lack of this privilege. */
  public FaultRule lacking(String which) {
    return new FaultRule(
        method, object, nth, when, fault, message, Optional.of(which), lostReply, swallowed, delay);
  }

  /** The same in these words. */
  public FaultRule saying(String words) {
    return new FaultRule(
        method,
        object,
        nth,
        when,
        fault,
        Optional.of(words),
        privilege,
        lostReply,
        swallowed,
        delay);
  }

  /** The class of a fault of vim25; empty where there is none of that name. */
  public static Optional<Class<? extends MethodFault>> type(String name) {
    try {
      Class<?> type = Class.forName("com.vmware.vim25." + name);
      return MethodFault.class.isAssignableFrom(type)
          ? Optional.of(type.asSubclass(MethodFault.class))
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }
}
