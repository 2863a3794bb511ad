package dev.provision.vsphere.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.Event;
import com.vmware.vim25.PermissionAddedEvent;
import com.vmware.vim25.RoleAddedEvent;
import com.vmware.vim25.RoleEventArgument;
import com.vmware.vim25.TaskEvent;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.Address;
import dev.provision.vsphere.journal.EntryMark.State;
import java.time.Instant;
import java.util.GregorianCalendar;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final Instant SINCE = Instant.parse("2026-11-28T19:15:00Z");

  private static EntryMark mark(State state, String user) {
    return new EntryMark(
        "ci",
        Address.parse("network.app"),
        "port group app",
        "host-12",
        "esx1",
        SINCE,
        user,
        "run-1",
        state,
        false);
  }

  private static Event call(String method, String user, int seconds) {
    TaskEvent event = new TaskEvent();
    event.userName = user;
    event.createdTime =
        GregorianCalendar.from(SINCE.plusSeconds(seconds).atZone(java.time.ZoneOffset.UTC));
    event.info = new TaskInfo();
    event.info.descriptionId = method;
    return event;
  }

  private static Event add(String user, int seconds) {
    return call("host.NetworkSystem.addPortGroup", user, seconds);
  }

  @Test
  void theFirstWhoMadeSuchAThingOwnsIt() {
    EntryMark open = mark(State.ABSENT, "LAB\\ci");

    assertThat(Evidence.against(open, List.of(add("lab\\CI", 1), add("LAB\\bob", 2)))).isEmpty();
    assertThat(Evidence.against(open, List.of(add("LAB\\bob", 1), add("LAB\\ci", 2))))
        .contains("LAB\\bob changed `esx1` at 2026-11-28T19:15:01Z");
  }

  @Test
  void whereTheServerTellsNothingTheEntryDecides() {
    EntryMark open = mark(State.ABSENT, "LAB\\ci");

    assertThat(Evidence.against(open, List.of())).isEmpty();
    assertThat(Evidence.against(open, List.of(add("LAB\\bob", -1)))).isEmpty();
    assertThat(Evidence.against(open, List.of(call("host.ServiceSystem.start", "LAB\\bob", 1))))
        .isEmpty();
    assertThat(Evidence.against(open, List.of(add("", 1)))).isEmpty();
    assertThat(Evidence.against(mark(State.ABSENT, ""), List.of(add("LAB\\bob", 1)))).isEmpty();
  }

  @Test
  void afterWeTookItOffAnybodyElseMayHaveMadeItAgain() {
    EntryMark leaving = mark(State.LEAVING, "LAB\\ci");
    Event ours = call("host.NetworkSystem.removePortGroup", "LAB\\ci", 1);

    assertThat(Evidence.against(leaving, List.of(add("LAB\\bob", 2), ours)))
        .contains("LAB\\bob changed `esx1` at 2026-11-28T19:15:02Z");
    assertThat(Evidence.against(leaving, List.of(add("LAB\\bob", 0), ours))).isEmpty();
    assertThat(Evidence.against(leaving, List.of(add("LAB\\bob", 2)))).isEmpty();
  }

  @Test
  void whatWasMadeIsOursWhateverOthersChange() {
    assertThat(Evidence.against(mark(State.MADE, "LAB\\ci"), List.of(add("LAB\\bob", 1))))
        .isEmpty();
    assertThat(Evidence.against(mark(State.ADOPTED, "LAB\\ci"), List.of(add("LAB\\bob", 1))))
        .isEmpty();
  }

  private static EntryMark of(String what, State state) {
    return mark(state, "LAB\\ci").with(Address.parse("role.operator"), what);
  }

  private static Event by(Event event, String user, int seconds) {
    event.userName = user;
    event.createdTime =
        GregorianCalendar.from(SINCE.plusSeconds(seconds).atZone(java.time.ZoneOffset.UTC));
    return event;
  }

  private static Event roleAdded(String name, String user, int seconds) {
    RoleAddedEvent event = new RoleAddedEvent();
    event.role = new RoleEventArgument();
    event.role.name = name;
    return by(event, user, seconds);
  }

  private static Event permissionAdded(String principal, String user, int seconds) {
    PermissionAddedEvent event = new PermissionAddedEvent();
    event.principal = principal;
    return by(event, user, seconds);
  }

  @Test
  void theEventOfARoleNamesIt() {
    EntryMark open = of("role operator", State.ABSENT);

    assertThat(Evidence.against(open, List.of(roleAdded("operator", "LAB\\bob", 1))))
        .contains("LAB\\bob made it at 2026-11-28T19:15:01Z");
    assertThat(Evidence.against(open, List.of(roleAdded("other", "LAB\\bob", 1)))).isEmpty();
    assertThat(Evidence.against(open, List.of(roleAdded("operator", "lab\\ci", 1)))).isEmpty();
    assertThat(Evidence.against(open, List.of(roleAdded("operator", "LAB\\bob", -1)))).isEmpty();
  }

  @Test
  void aPermissionThatSomebodyAddedAfterOursWasRemovedIsTheirs() {
    String what = "permission of LAB\\team";
    List<Event> added = List.of(permissionAdded("Team@LAB", "LAB\\bob", 1));

    assertThat(Evidence.against(of(what, State.LEAVING), added))
        .contains("LAB\\bob made it at 2026-11-28T19:15:01Z");
    assertThat(Evidence.against(of(what, State.MADE), added)).isEmpty();
    assertThat(Evidence.against(of("permission of group LAB\\team", State.LEAVING), added))
        .isEmpty();
  }
}
