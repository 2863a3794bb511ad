package dev.provision.vsphere.journal;

import com.vmware.vim25.Event;
import com.vmware.vim25.PermissionAddedEvent;
import com.vmware.vim25.RoleAddedEvent;
import com.vmware.vim25.TaskEvent;
import dev.provision.vsphere.rights.Principal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the server's events say of an entry that a run left open. A {@code TaskEvent} names the
 * method, the host or cluster and the account, and not the port group or rule; so what counts is
 * who was the first to make such a call since it was read that the thing is not there. That vCenter
 * writes one for calls that are no tasks, such as AddPortGroup, follows from the names in its
 * {@code TaskDescription}; nobody has seen it.
 */
final class Evidence {
  /**
   * Methods that make things of a sort, by the beginning of what an entry says, and those of rules
   * and groups of a cluster; by {@code TaskInfo.name} and by {@code descriptionId}.
   */
  private static final Map<String, Set<String>> MAKING =
      Map.of(
          "port group ",
          Set.of("addportgroup", "updatenetworkconfig"),
          AdapterEntry.WHAT + " ",
          Set.of("addvirtualnic", "updatenetworkconfig"),
          "host ",
          Set.of("addhost", "addstandalonehost"),
          "switch ",
          Set.of("createdvs", "createdistributedvirtualswitch"),
          "standard switch ",
          Set.of("addvirtualswitch", "updatenetworkconfig"),
          "",
          Set.of("reconfigurecomputeresource", "reconfigureex", "reconfigurecluster"));

  /** Methods that remove them. */
  private static final Set<String> TAKING =
      Set.of("removeportgroup", "removevirtualnic", "removevirtualswitch");

  private Evidence() {}

  /** Why the thing is not ours although the entry says so; empty for an entry that counts. */
  static Optional<String> against(EntryMark mark, List<Event> events) {
    Optional<String> named = againstNamed(mark, events);
    if (named.isPresent()) {
      return named;
    }
    List<TaskEvent> calls =
        events.stream()
            .filter(TaskEvent.class::isInstance)
            .map(TaskEvent.class::cast)
            .filter(event -> !time(event).isBefore(mark.since()))
            .sorted(Comparator.comparing(Evidence::time).thenComparing(Event::getKey))
            .toList();
    Optional<TaskEvent> theirs =
        switch (mark.state()) {
          case MADE, ADOPTED -> Optional.empty();
          // the first call decides: after it a second one would have been refused
          case ABSENT ->
              calls.stream()
                  .filter(event -> is(making(mark), event))
                  .findFirst()
                  .filter(event -> isOther(mark, event));
          case LEAVING -> afterOurs(mark, calls);
        };
    return theirs.map(
        event -> event.getUserName() + " changed `" + mark.owner() + "` at " + time(event));
  }

  /**
   * Roles and permissions have events of their own, which name the thing and who made it (vSphere
   * API, RoleAddedEvent and PermissionAddedEvent).
   */
  private static Optional<String> againstNamed(EntryMark mark, List<Event> events) {
    // an event that says "added" also says that there was none before, so ours was gone
    return mark.state() == EntryMark.State.ABSENT || mark.state() == EntryMark.State.LEAVING
        ? events.stream()
            .filter(event -> named(event).filter(mark.what()::equals).isPresent())
            .filter(event -> !time(event).isBefore(mark.since()))
            .min(Comparator.comparing(Evidence::time).thenComparing(Event::getKey))
            .filter(event -> isOther(mark, event))
            .map(event -> event.getUserName() + " made it at " + time(event))
        : Optional.empty();
  }

  /** The thing that somebody made, as an entry of the journal calls it. */
  private static Optional<String> named(Event event) {
    if (event instanceof RoleAddedEvent added) {
      return Optional.of("role " + added.getRole().getName());
    }
    return event instanceof PermissionAddedEvent added
        ? Optional.of(Principal.of(added.getPrincipal(), added.isGroup()).entry())
        : Optional.empty();
  }

  /** A call of somebody else that made the thing again after we removed ours. */
  private static Optional<TaskEvent> afterOurs(EntryMark mark, List<TaskEvent> calls) {
    boolean gone = false;
    for (TaskEvent event : calls) {
      if (gone && is(making(mark), event) && isOther(mark, event)) {
        return Optional.of(event);
      }
      gone |= (is(making(mark), event) || is(TAKING, event)) && !isOther(mark, event);
    }
    return Optional.empty();
  }

  private static Set<String> making(EntryMark mark) {
    return MAKING.entrySet().stream()
        .filter(each -> !each.getKey().isEmpty() && mark.what().startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(MAKING.get(""));
  }

  private static boolean is(Set<String> methods, TaskEvent event) {
    return event.getInfo() != null
        && Stream.of(event.getInfo().getName(), event.getInfo().getDescriptionId())
            .filter(text -> text != null)
            .map(text -> text.substring(text.lastIndexOf('.') + 1).replace("_Task", ""))
            .anyMatch(method -> methods.contains(method.toLowerCase(Locale.ROOT)));
  }

  private static boolean isOther(EntryMark mark, Event event) {
    return !mark.user().isEmpty()
        && event.getUserName() != null
        && !event.getUserName().isEmpty()
        && !event.getUserName().equalsIgnoreCase(mark.user());
  }

  private static Instant time(Event event) {
    return event.getCreatedTime().toInstant();
  }
}
