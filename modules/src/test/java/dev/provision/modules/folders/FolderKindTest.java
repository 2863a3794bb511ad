package dev.provision.modules.folders;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Problem;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FolderKindTest {
  private static final EnvironmentId CI = new EnvironmentId("", "ci");

  private final FolderKind kind = new FolderKind();
  private final World world = new World();

  private static Declaration<FolderSpec> folder(String name, String path, boolean existing) {
    return new Declaration<>(
        new Address("folder", name),
        new FolderSpec(Optional.ofNullable(path), existing),
        Common.DEFAULT,
        Map.of(),
        List.of(),
        Span.of("site.yml"));
  }

  private static FolderDesired wanted(String name, String path) {
    return FolderDesired.of(folder(name, path, false), CI, Connections.spec(Map.of()));
  }

  private Optional<String> place(FolderDesired desired) {
    return FolderPlace.wanted(desired, world.inventory()).map(InventoryPath::toString);
  }

  private Observation<FolderState> observe(FolderDesired desired) {
    return kind.observe(desired.address(), desired, world.inventory());
  }

  private ManagedObjectReference there(String name, ObjectMark mark) {
    CustomFieldStringValue value = new CustomFieldStringValue();
    value.setKey(7);
    value.setValue(mark.toString());
    return world.add(
        "Folder", name, world.at("/DC0/vm"), Map.of("customValue", new CustomFieldValue[] {value}));
  }

  @Test
  void standsBelowTheOnlyDatacenterUnlessAPathIsWritten() {
    assertThat(place(wanted("team", null))).contains("/DC0/vm/team");
    assertThat(place(wanted("team", "lab/team"))).contains("/DC0/vm/lab/team");
    assertThat(place(wanted("team", "/DC7/vm/lab/"))).contains("/DC7/vm/lab");
  }

  @Test
  void standsNowhereWhereSeveralDatacentersAreAndNoneIsNamed() {
    world.datacenter("DC1");
    assertThat(place(wanted("team", null))).isEmpty();
    FolderDesired named =
        FolderDesired.of(
            folder("team", null, false), CI, Connections.spec(Map.of("datacenter", "DC1")));
    assertThat(place(named)).contains("/DC1/vm/team");
  }

  @Test
  void theEnvironmentsOwnCarriesTheProjectAndStandsInTheConnectionsFolder() {
    FolderDesired own =
        FolderDesired.of(
            folder("ci", null, false),
            new EnvironmentId("shop", "ci"),
            Connections.spec(Map.of("folder", "/DC0/vm/tenants")));
    assertThat(place(own)).contains("/DC0/vm/tenants/shop.ci");
    assertThat(own.expected()).hasToString("/DC0/vm/tenants/shop.ci");
  }

  @Test
  void isOursByItsMarkAloneAndElseForeign() {
    FolderDesired team = wanted("team", null);
    assertThat(observe(team)).isEqualTo(new Observation.Absent<>());
    there("team", ObjectMark.of(CI, team.address()));
    assertThat(observe(team))
        .isInstanceOfSatisfying(
            Observation.Present.class,
            seen -> assertThat(seen.ownership()).isEqualTo(Ownership.OWNED));
    FolderDesired other = wanted("other", null);
    there("other", ObjectMark.of(new EnvironmentId("", "prod"), other.address()));
    assertThat(observe(other)).isInstanceOf(Observation.Foreign.class);
  }

  @Test
  void finishesWhatARunLeftUnmarkedAndUnderItsFirstName() {
    world.add("Folder", "team~provision", world.at("/DC0/vm"), Map.of());
    FolderDesired team = wanted("team", null);
    Observation.Present<FolderState> seen = (Observation.Present<FolderState>) observe(team);
    assertThat(kind.diff(team, seen.state()))
        .containsExactly(
            Change.inPlace("mark", "(absent)", "ci | folder.team"),
            Change.inPlace("name", "team~provision", "team"));
  }

  @Test
  void saysWhatComesNearToAFolderThatIsOnlyLookedUp() {
    there("shelf", ObjectMark.of(CI, new Address("folder", "x")));
    Declaration<FolderSpec> shelves = folder("shelves", "shelv", true);
    FolderDesired desired = FolderDesired.of(shelves, CI, Connections.spec(Map.of()));
    assertThat(observe(desired)).isEqualTo(new Observation.Absent<>());
    assertThat(kind.missing(shelves, desired, world.inventory()))
        .isEqualTo(new Problem("path", "there is no folder `shelv`; did you mean `shelf`?"));
  }

  @Test
  void standsInAnotherWhosePathItsOwnBeginsWith() {
    Declaration<FolderSpec> team = folder("team", "/DC0/vm/team", false);
    assertThat(kind.isInside(folder("a", "/DC0/vm/team/a", false), team)).isTrue();
    assertThat(kind.isInside(folder("b", "/DC0/vm/teams/a", false), team)).isFalse();
    assertThat(kind.isInside(team, team)).isFalse();
    assertThat(kind.isInside(folder("c", "lab/c", false), folder("lab", null, false))).isTrue();
  }
}
