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
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Reference;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.World;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
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
        new FolderSpec(
            Optional.ofNullable(path).map(PlaceName::new), existing, Map.of(), Optional.empty()),
        Common.DEFAULT,
        Map.of(),
        List.of(),
        Span.of("site.yml"));
  }

  private ObjectDesired<FolderSpec> wanted(String name, String path) {
    return desired(folder(name, path, false), CI, Map.of());
  }

  private ObjectDesired<FolderSpec> desired(
      Declaration<FolderSpec> declaration, EnvironmentId environment, Map<String, String> vcenter) {
    Resolved resolved =
        new Resolved() {
          @Override
          public EnvironmentId environment() {
            return environment;
          }

          @Override
          public <C> C connection(Class<C> type) {
            return type.cast(Connections.spec(vcenter));
          }

          @Override
          public <T> T get(String section, String name, Class<T> type) {
            throw new IllegalStateException(section);
          }
        };
    ObjectDesired<FolderSpec> desired = kind.desired(declaration, resolved).value().orElseThrow();
    return kind.fitted(desired, world.inventory()).desired();
  }

  private Optional<String> place(ObjectDesired<FolderSpec> desired) {
    return desired.path().map(InventoryPath::toString);
  }

  private Observation<ObjectState> observe(ObjectDesired<FolderSpec> desired) {
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
    ObjectDesired<FolderSpec> named =
        desired(folder("team", null, false), CI, Map.of("datacenter", "DC1"));
    assertThat(place(named)).contains("/DC1/vm/team");
  }

  @Test
  void theEnvironmentsOwnCarriesTheProjectAndStandsInTheConnectionsFolder() {
    ObjectDesired<FolderSpec> own =
        desired(
            folder("ci", null, false),
            new EnvironmentId("shop", "ci"),
            Map.of("folder", "/DC0/vm/tenants"));
    assertThat(place(own)).contains("/DC0/vm/tenants/shop.ci");
  }

  @Test
  void isOursByItsMarkAloneAndElseForeign() {
    ObjectDesired<FolderSpec> team = wanted("team", null);
    assertThat(observe(team)).isEqualTo(new Observation.Absent<>());
    there("team", ObjectMark.of(CI, team.address()));
    assertThat(observe(team))
        .isInstanceOfSatisfying(
            Observation.Present.class,
            seen -> assertThat(seen.ownership()).isEqualTo(Ownership.OWNED));
    ObjectDesired<FolderSpec> other = wanted("other", null);
    there("other", ObjectMark.of(new EnvironmentId("", "prod"), other.address()));
    assertThat(observe(other)).isInstanceOf(Observation.Foreign.class);
  }

  @Test
  void finishesWhatARunLeftUnmarkedAndUnderItsFirstName() {
    world.add("Folder", "team~provision", world.at("/DC0/vm"), Map.of());
    ObjectDesired<FolderSpec> team = wanted("team", null);
    Observation.Present<ObjectState> seen = (Observation.Present<ObjectState>) observe(team);
    assertThat(kind.diff(team, seen.state()))
        .containsExactly(
            Change.inPlace("mark", "(absent)", "ci | folder.team"),
            Change.inPlace("name", "team~provision", "team"));
  }

  @Test
  void saysWhatComesNearToAFolderThatIsOnlyLookedUp() {
    there("shelf", ObjectMark.of(CI, new Address("folder", "x")));
    Declaration<FolderSpec> shelves = folder("shelves", "shelv", true);
    ObjectDesired<FolderSpec> desired = desired(shelves, CI, Map.of());
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

  @Test
  void impliesTheFolderAboveItUpToTheTopOfItsTree() {
    assertThat(above("/DC0/vm/apps/web/a")).containsExactly("/DC0/vm/apps/web/");
    assertThat(above("/DC0/vm/apps")).isEmpty();
    assertThat(above("/eu/DC0/host/esx/a/")).containsExactly("/eu/DC0/host/esx/");
    assertThat(above("/eu/west")).containsExactly("/eu/");
    assertThat(above("team/a")).containsExactly("team/");
    assertThat(above("team")).isEmpty();
  }

  private List<String> above(String path) {
    return kind.references(folder("x", path, false), CI).stream().map(Reference::name).toList();
  }

  @Test
  void oneThatIsImpliedByAnotherIsMadeWhereItIsNotThereAndElseUsedAsItIs() {
    FolderSpec implied = kind.implied("/DC0/vm/apps/", CI, Span.of("site.yml")).orElseThrow();
    Declaration<FolderSpec> apps = folder("/DC0/vm/apps/", "/DC0/vm/apps/", implied.existing());
    ObjectDesired<FolderSpec> desired = desired(apps, CI, Map.of());
    assertThat(observe(desired)).isEqualTo(new Observation.Absent<>());
    there("apps", ObjectMark.of(new EnvironmentId("", "prod"), new Address("folder", "apps")));
    assertThat(observe(desired))
        .isInstanceOfSatisfying(
            Observation.Present.class,
            seen -> {
              assertThat(seen.ownership()).isEqualTo(Ownership.EXISTING);
              assertThat(kind.diff(desired, (ObjectState) seen.state())).isEmpty();
            });
  }
}
