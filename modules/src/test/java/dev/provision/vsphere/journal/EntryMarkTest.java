package dev.provision.vsphere.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.journal.EntryMark.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EntryMarkTest {
  private static EntryMark mark(String what) {
    return new EntryMark(
        "shop/ci",
        Address.parse("cluster.prod.rules.web-apart"),
        what,
        "domain-c8",
        "DC0_C0",
        Instant.parse("2026-11-28T19:15:03.250Z"),
        "LAB\\ci",
        "run-1",
        State.ABSENT,
        true);
  }

  private static Thing thing(String id, String owner, String what) {
    ManagedObjectReference on = new ManagedObjectReference();
    on.setType("ClusterComputeResource");
    on.setVal(id);
    return new Thing(on, owner, what);
  }

  @Test
  void isReadableByPeople() {
    assertThat(mark("rule web-apart"))
        .hasToString(
            "journal of shop/ci | cluster.prod.rules.web-apart | rule web-apart | domain-c8 |"
                + " DC0_C0 | 2026-11-28T19:15:03.250Z | LAB\\ci | run-1 | absent | protect");
  }

  @Test
  void readsWhatItWritesWhateverIsInAName() {
    EntryMark odd = mark("rule 50%7c | 100% | protect");

    assertThat(EntryMark.parse(odd.toString())).contains(odd);
    assertThat(odd.isOf(new EnvironmentId("shop", "ci"))).isTrue();
    assertThat(odd.isOf(new EnvironmentId("", "ci"))).isFalse();
  }

  @Test
  void whatSomebodyElseWroteIsNoEntry() {
    String text = mark("rule web-apart").toString();

    assertThat(EntryMark.parse("")).isEmpty();
    assertThat(EntryMark.parse("ci | folder.ci")).isEmpty();
    assertThat(EntryMark.parse("home of ci")).isEmpty();
    assertThat(EntryMark.parse(text.replace("absent", "gone"))).isEmpty();
    assertThat(EntryMark.parse(text.replace("2026", "yesterday"))).isEmpty();
    assertThat(EntryMark.parse(text.substring(0, 40))).isEmpty();
  }

  @Test
  void knowsItsThingByTheIdOrTheNameOfWhatHasIt() {
    EntryMark mark = mark("rule web-apart");

    assertThat(mark.isAbout(thing("domain-c8", "renamed", "rule web-apart"))).isTrue();
    assertThat(mark.isAbout(thing("domain-c9", "DC0_C0", "rule web-apart"))).isTrue();
    assertThat(mark.isAbout(thing("domain-c9", "DC0_C1", "rule web-apart"))).isFalse();
    assertThat(mark.isAbout(thing("domain-c8", "DC0_C0", "VM group web-apart"))).isFalse();
  }
}
