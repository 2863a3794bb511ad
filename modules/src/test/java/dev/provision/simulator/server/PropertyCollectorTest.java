package dev.provision.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.InvalidProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.ObjectUpdateKind;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RequestCanceled;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.TraversalSpec;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.WaitOptions;
import dev.provision.simulator.Bench;
import dev.provision.simulator.world.Values;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PropertyCollectorTest {
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(Bench.LAB);
  }

  private PropertyFilterSpec behind(ManagedObjectReference view, String type, String... paths) {
    TraversalSpec traversal = new TraversalSpec();
    traversal.setType(view.getType());
    traversal.setPath("view");
    ObjectSpec start = new ObjectSpec();
    start.setObj(view);
    start.setSkip(true);
    start.setSelectSet(new SelectionSpec[] {traversal});
    PropertySpec properties = new PropertySpec();
    properties.setType(type);
    properties.setPathSet(paths);
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setObjectSet(new ObjectSpec[] {start});
    filter.setPropSet(new PropertySpec[] {properties});
    return filter;
  }

  @Test
  void knowsNoPropertyThatIsNewerThanTheVersionThatItAnnounces() throws Exception {
    for (String version : List.of("6.5", "6.7", "7.0", "8.0.3", "9.0")) {
      Bench of = Bench.of("version: " + version + "\n" + Bench.LAB);
      ManagedObjectReference host = of.find("DC0/host/C0/esx-1");
      ManagedObjectReference portGroup = of.find("DC0/network/dvpg");

      of.read(host, "runtime.inQuarantineMode");
      if (version.startsWith("6")) {
        assertThatThrownBy(() -> of.read(portGroup, "config.logicalSwitchUuid"))
            .as(version)
            .isInstanceOfSatisfying(
                VimFault.class, fault -> assertThat(fault.is(InvalidProperty.class)).isTrue());
      } else {
        of.read(portGroup, "config.logicalSwitchUuid");
      }
    }
    assertThatThrownBy(() -> Bench.lab("version: 6.0\n" + Bench.LAB))
        .hasMessageContaining("expected a version of vSphere from 6.5 on, such as 8.0.3, found");
  }

  @Test
  void readsByPathAndKey() throws Exception {
    ManagedObjectReference vm = bench.find("DC0/vm/ubuntu");
    assertThat(bench.read(vm, "summary.config.name")).isEqualTo("ubuntu");
    assertThat(bench.read(vm, "config.hardware.device[4000].macAddress"))
        .asString()
        .startsWith("00:50:56:");
    assertThat(bench.read(vm, "config.extraConfig[\"none\"]")).isNull();
    assertThat(bench.read(vm, "parentVApp")).isNull();
    assertThatThrownBy(() -> bench.read(vm, "config.memroy"))
        .isInstanceOfSatisfying(
            VimFault.class,
            fault ->
                assertThat(((InvalidProperty) fault.fault()).getName()).isEqualTo("config.memroy"));
  }

  @Test
  void pagesWhatAContainerViewShows() throws Exception {
    ManagedObjectReference view =
        bench.api.createContainerView(
            bench.content.getViewManager(),
            bench.content.getRootFolder(),
            new String[] {"VirtualMachine", "HostSystem", "Network"},
            true);
    RetrieveOptions options = new RetrieveOptions();
    options.setMaxObjects(2);
    List<String> names = new ArrayList<>();
    RetrieveResult page =
        bench.api.retrievePropertiesEx(
            bench.content.getPropertyCollector(),
            new PropertyFilterSpec[] {behind(view, "ManagedEntity", "name")},
            options);
    int pages = 0;
    while (page != null) {
      pages++;
      for (var each : page.getObjects()) {
        names.add((String) each.getPropSet()[0].getVal());
      }
      String token = page.getToken();
      page =
          token == null
              ? null
              : bench.api.continueRetrievePropertiesEx(bench.content.getPropertyCollector(), token);
    }
    assertThat(names)
        .containsExactlyInAnyOrder("esx-1", "esx-2", "VM Network", "dvpg", "ubuntu", "plain");
    assertThat(pages).isEqualTo(3);
    assertThatThrownBy(
            () ->
                bench.api.continueRetrievePropertiesEx(
                    bench.content.getPropertyCollector(), "gone"))
        .isInstanceOfSatisfying(
            VimFault.class, fault -> assertThat(fault.is(InvalidProperty.class)).isTrue());
  }

  @Test
  void tellsOnlyWhatChangedAndRepeatsALostAnswer() throws Exception {
    ManagedObjectReference folder = bench.find("DC0/vm");
    ManagedObjectReference collector =
        bench.api.createPropertyCollector(bench.content.getPropertyCollector());
    bench.api.createFilter(collector, bench.asking(folder, "name", "childEntity"), false);
    WaitOptions now = new WaitOptions();
    now.setMaxWaitSeconds(0);
    UpdateSet first = bench.api.waitForUpdatesEx(collector, "", now);
    assertThat(changes(first)).containsExactly("name", "childEntity");
    assertThat(bench.api.waitForUpdatesEx(collector, first.getVersion(), now)).isNull();

    bench.api.createFolder(folder, "ci");
    UpdateSet second = bench.api.waitForUpdatesEx(collector, first.getVersion(), now);
    assertThat(changes(second)).containsExactly("childEntity");
    UpdateSet again = bench.api.waitForUpdatesEx(collector, first.getVersion(), now);
    assertThat(again.getVersion()).isEqualTo(second.getVersion());
  }

  private static List<String> changes(UpdateSet set) {
    List<String> names = new ArrayList<>();
    for (var change : set.getFilterSet()[0].getObjectSet()[0].getChangeSet()) {
      names.add(change.getName());
    }
    return names;
  }

  @Test
  void aListViewShowsTasksAsTheyComeAndRun() throws Exception {
    ManagedObjectReference view = bench.api.createListView(bench.content.getViewManager(), null);
    ManagedObjectReference collector =
        bench.api.createPropertyCollector(bench.content.getPropertyCollector());
    bench.api.createFilter(collector, behind(view, "Task", "info.state", "info.progress"), false);
    WaitOptions options = new WaitOptions();
    options.setMaxWaitSeconds(50);
    ManagedObjectReference task = bench.clone("plain", "web", bench.cloneSpec("esx-1", "ds1"));
    ManagedObjectReference unknown = Values.ref("Task", "task-none");
    assertThat(bench.api.modifyListView(view, new ManagedObjectReference[] {task, unknown}, null))
        .containsExactly(unknown);

    List<String> seen = new ArrayList<>();
    String version = "";
    while (!seen.contains("success")) {
      UpdateSet news = bench.api.waitForUpdatesEx(collector, version, options);
      version = news.getVersion();
      for (ObjectUpdate update : news.getFilterSet()[0].getObjectSet()) {
        assertThat(update.getKind())
            .isEqualTo(seen.isEmpty() ? ObjectUpdateKind.enter : ObjectUpdateKind.modify);
        for (var change : update.getChangeSet()) {
          seen.add(String.valueOf(change.getVal()));
        }
      }
    }
    assertThat(seen).containsExactly("running", "0", "25", "50", "75", "success", "null");
  }

  @Test
  void aWaitingCallIsCancelled() throws Exception {
    ManagedObjectReference collector =
        bench.api.createPropertyCollector(bench.content.getPropertyCollector());
    CompletableFuture<Throwable> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                bench.api.waitForUpdatesEx(collector, "", null);
                return null;
              } catch (Exception e) {
                return e;
              }
            });
    while (!waiting.isDone()) {
      bench.api.cancelWaitForUpdates(collector);
    }
    assertThat(((VimFault) waiting.get(5, TimeUnit.SECONDS)).fault())
        .isInstanceOf(RequestCanceled.class);
  }

  @Test
  void whatASessionMadeDiesWithIt() throws Exception {
    ManagedObjectReference view = bench.api.createListView(bench.content.getViewManager(), null);
    bench.simulator.expireSessions();
    assertThat(bench.simulator.liveSessions()).isZero();
    assertThatThrownBy(() -> bench.api.destroyView(view))
        .isInstanceOfSatisfying(
            VimFault.class, fault -> assertThat(fault.is(NotAuthenticated.class)).isTrue());
    Bench next = new Bench(bench.simulator);
    assertThatThrownBy(() -> next.api.destroyView(view))
        .hasMessageContaining("already been deleted");
  }
}
