package dev.provision.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.FileQueryFlags;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.InvalidRequest;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.vsphere.wire.VimFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatastoreSearchTest {
  private Bench bench;
  private ManagedObjectReference browser;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(Bench.LAB);
    browser = (ManagedObjectReference) bench.read(bench.find("DC0/datastore/ds1"), "browser");
  }

  private static HostDatastoreBrowserSearchSpec asking(FileQueryFlags details) {
    HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
    spec.setDetails(details);
    return spec;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesDetailsThatLeaveOutARequiredFlagAsARealServerDoes(boolean deep) {
    HostDatastoreBrowserSearchSpec spec = asking(new FileQueryFlags());

    assertThatThrownBy(
            () -> {
              if (deep) {
                bench.api.searchDatastoreSubFolders_Task(browser, "[ds1]", spec);
              } else {
                bench.api.searchDatastore_Task(browser, "[ds1]", spec);
              }
            })
        .isInstanceOfSatisfying(
            VimFault.class, f -> assertThat(f.is(InvalidRequest.class)).isTrue())
        .hasMessage(
            "Required property fileOwner is missing from data object of type FileQueryFlags");
  }

  @Test
  void searchesWithAllFourFlags() throws Exception {
    FileQueryFlags all = new FileQueryFlags();
    all.setFileOwner(false);

    TaskInfo done = bench.await(bench.api.searchDatastore_Task(browser, "[ds1]", asking(all)));

    assertThat(((HostDatastoreBrowserSearchResults) done.getResult()).getFile()).isNotEmpty();
  }
}
