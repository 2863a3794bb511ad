package dev.provision.vsphere.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.InvalidRequest;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ws.Argument;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.inventory.StoragePolicies;
import dev.provision.vsphere.inventory.World;
import dev.provision.vsphere.pbm.PbmPlacementCompatibilityResult;
import dev.provision.vsphere.pbm.PbmPlacementHub;
import dev.provision.vsphere.pbm.PbmProfile;
import dev.provision.vsphere.pbm.PbmProfileId;
import dev.provision.vsphere.pbm.PbmQueryProfileResult;
import dev.provision.vsphere.pbm.PbmServerObjectRef;
import dev.provision.vsphere.pbm.PbmServiceInstanceContent;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.StubClient;
import dev.provision.vsphere.wire.VimFault;
import dev.provision.vsphere.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is asked of a storage policy service that answers by a script, and what is made of it. */
class PolicySearchTest {
  private final List<String> calls = new ArrayList<>();
  private final Map<String, VimFault> refusals = new HashMap<>();
  private final World world = new World().datastore("gold1", 10).datastore("slow", 10);

  private Object answer(Call call) throws VimFault {
    calls.add(call.method());
    if (refusals.containsKey(call.method())) {
      throw refusals.get(call.method());
    }
    return switch (call.method()) {
      case "PbmRetrieveServiceContent" -> content();
      case "PbmQueryProfile" -> new PbmProfileId[] {id("1"), id("2")};
      case "PbmRetrieveContent" -> new PbmProfile[] {profile("1", "Gold"), profile("2", "Silver")};
      case "PbmCheckRequirements" ->
          new PbmPlacementCompatibilityResult[] {
            result("gold1"), result("slow", "too slow", "too slow", "too old")
          };
      case "PbmQueryMatchingHub" -> new PbmPlacementHub[] {hub("gold1")};
      case "PbmQueryAssociatedProfiles" -> associated(call);
      default -> throw new AssertionError(call.method());
    };
  }

  private static PbmServiceInstanceContent content() {
    PbmServiceInstanceContent content = new PbmServiceInstanceContent();
    content.profileManager = Wire.reference("PbmProfileProfileManager", "ProfileManager");
    content.placementSolver = Wire.reference("PbmPlacementSolver", "placementSolver");
    return content;
  }

  private static PbmProfileId id(String text) {
    PbmProfileId id = new PbmProfileId();
    id.uniqueId = text;
    return id;
  }

  private static PbmProfile profile(String id, String name) {
    PbmProfile profile = new PbmProfile();
    profile.profileId = id(id);
    profile.name = name;
    return profile;
  }

  private PbmPlacementHub hub(String name) {
    PbmPlacementHub hub = new PbmPlacementHub();
    hub.hubType = "Datastore";
    hub.hubId = world.at("/DC0/datastore/" + name).getVal();
    return hub;
  }

  private PbmPlacementCompatibilityResult result(String name, String... errors) {
    PbmPlacementCompatibilityResult result = new PbmPlacementCompatibilityResult();
    result.hub = hub(name);
    result.error = new LocalizedMethodFault[errors.length];
    for (int i = 0; i < errors.length; i++) {
      result.error[i] = fault(errors[i]);
    }
    return result;
  }

  private static LocalizedMethodFault fault(String text) {
    LocalizedMethodFault fault = new LocalizedMethodFault();
    fault.setLocalizedMessage(text);
    return fault;
  }

  /** The VM that ends in 7 cannot be told; the others have Gold, and a policy that nobody lists. */
  private static PbmQueryProfileResult[] associated(Call call) {
    List<PbmQueryProfileResult> results = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      if (argument.getValue() instanceof PbmServerObjectRef[] entities) {
        for (PbmServerObjectRef each : entities) {
          PbmQueryProfileResult result = new PbmQueryProfileResult();
          result.object = each;
          if (each.key.endsWith("7")) {
            result.fault = fault("not yet known");
          } else {
            result.profileId = new PbmProfileId[] {id("1"), id("aa-bb")};
          }
          results.add(result);
        }
      }
    }
    return results.toArray(new PbmQueryProfileResult[0]);
  }

  private StoragePolicies read(Snapshot snapshot, String... names) throws ModuleException {
    return read("8.0.2.0", snapshot, names);
  }

  private StoragePolicies read(String spoken, Snapshot snapshot, String... names)
      throws ModuleException {
    PolicySearch search =
        new PolicySearch(
            new PbmStub(StubClient.stub(this::answer).getWsc()), new ApiVersion(spoken));
    return search.all(Set.of(names), snapshot).policies();
  }

  @Test
  void aRequestThatTheServiceFindsMalformedIsNoServiceThatIsMissing() {
    for (String method : List.of("PbmRetrieveServiceContent", "PbmCheckRequirements")) {
      refusals.clear();
      refusals.put(method, new VimFault(new InvalidRequest(), "element `hubs` is not known"));

      assertThatThrownBy(() -> read(world.snapshot(), "Gold"))
          .isInstanceOf(ModuleException.class)
          .hasMessage("element `hubs` is not known (InvalidRequest)");
    }
  }

  @Test
  void aServerBefore65IsNotAskedForWhatCameWithIt() throws Exception {
    assertThat(read("6.0", world.snapshot(), "Gold").problem("Gold")).isEmpty();

    assertThat(calls).contains("PbmQueryMatchingHub").doesNotContain("PbmCheckRequirements");
  }

  private Snapshot withVms(int count) {
    ManagedObjectReference folder = world.at("/DC0/vm");
    Set<ManagedObjectReference> full = new java.util.HashSet<>();
    for (int i = 0; i < count; i++) {
      full.add(world.add("VirtualMachine", "vm" + i, folder, Map.of()));
    }
    Snapshot.Contents all = world.snapshot().contents();
    return new Snapshot(
        new Snapshot.Contents(
            all.about(), all.root(), all.items(), full, all.runningTasks(), all.customFields()));
  }

  @Test
  void asksNothingWhereNoPolicyIsNamedAndOfASingleHost() throws Exception {
    assertThat(read(world.snapshot())).isEqualTo(StoragePolicies.NONE);
    Snapshot.Contents all = world.snapshot().contents();
    AboutInfo host = new AboutInfo();
    host.setApiType("HostAgent");
    Snapshot esx =
        new Snapshot(
            new Snapshot.Contents(
                host, all.root(), all.items(), all.full(), all.runningTasks(), all.customFields()));
    assertThat(read(esx, "Gold").problem("Gold"))
        .contains(
            "storage policy `Gold` cannot be looked up: a single ESXi host has none, they need a"
                + " vCenter");
    assertThat(calls).isEmpty();
  }

  @Test
  void tellsOfEachDatastoreWhyItDoesNotSatisfyAPolicy() throws Exception {
    StoragePolicies policies = read(world.snapshot(), "Gold");
    assertThat(policies.problem("Gold")).isEmpty();
    assertThat(policies.id("Gold")).contains("1");
    assertThat(policies.refusal("Gold", world.at("/DC0/datastore/gold1"))).isEmpty();
    assertThat(policies.refusal("Gold", world.at("/DC0/datastore/slow")))
        .contains("too old; too slow");
    assertThat(calls)
        .containsExactly(
            "PbmRetrieveServiceContent",
            "PbmQueryProfile",
            "PbmRetrieveContent",
            "PbmCheckRequirements");
  }

  @Test
  void asksAServerOfBefore65WhichDatastoresMatch() throws Exception {
    refusals.put("PbmCheckRequirements", new VimFault(new MethodNotFound(), "no such method"));
    StoragePolicies policies = read(world.snapshot(), "Gold");
    assertThat(policies.refusal("Gold", world.at("/DC0/datastore/gold1"))).isEmpty();
    assertThat(policies.refusal("Gold", world.at("/DC0/datastore/slow")))
        .contains("it is not among those that vCenter names for it");
    assertThat(policies.unclear("Gold")).isEmpty();
  }

  @Test
  void onlyANameThatIsThereIsAskedAbout() throws Exception {
    StoragePolicies policies = read(withVms(1), "gold");
    assertThat(policies.problem("gold"))
        .contains(
            "there is no storage policy `gold`; did you mean `Gold`?; there are `Gold`, `Silver`");
    assertThat(calls).doesNotContain("PbmCheckRequirements", "PbmQueryAssociatedProfiles");
  }

  @Test
  void aThousandVmsAreTwoCallsAndOneThatCannotBeToldDoesNotStandForAll() throws Exception {
    Snapshot snapshot = withVms(1000);
    StoragePolicies policies = read(snapshot, "Gold");
    assertThat(calls.stream().filter("PbmQueryAssociatedProfiles"::equals)).hasSize(2);
    List<String> homes =
        snapshot.contents().full().stream().map(vm -> policies.of(vm).home()).distinct().toList();
    assertThat(homes).containsExactlyInAnyOrder("Gold, aa-bb", "unknown (not yet known)");
  }

  @Test
  void whatTheAccountMayNotSeeIsAReasonAndAnythingElseAFailure() throws Exception {
    NoPermission denied = new NoPermission();
    denied.setPrivilegeId("StorageProfile.View");
    refusals.put("PbmQueryProfile", new VimFault(denied, "denied"));
    assertThat(read(world.snapshot(), "Gold").unread())
        .isEqualTo(Optional.of("the account lacks the privilege StorageProfile.View"));
    refusals.put("PbmQueryProfile", new VimFault(new NotAuthenticated(), "who are you"));
    assertThatThrownBy(() -> read(world.snapshot(), "Gold")).isInstanceOf(ModuleException.class);
    refusals.put("PbmQueryProfile", new VimFault(new MethodFault(), "sps is down"));
    assertThatThrownBy(() -> read(world.snapshot(), "Gold")).hasMessageContaining("sps is down");
  }
}
