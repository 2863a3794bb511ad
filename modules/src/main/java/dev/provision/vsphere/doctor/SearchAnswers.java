package dev.provision.vsphere.doctor;

import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.files.FileDetail;
import dev.provision.vsphere.places.DatastoreFacts;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One question of a {@link Probe}: whether a search on a vSAN or vVol datastore names folders by
 * their names or by the ids of their objects. The answer has only counts and types of datastores.
 */
final class SearchAnswers {
  private static final Pattern ID_PATH =
      Pattern.compile("\\[[^]]*\\] (?:vsan:)?[0-9a-fA-F]{8}-?[0-9a-fA-F-]{24,}(?:/.*)?");

  private SearchAnswers() {}

  static String of(ProbedServer server)
      throws RemoteException, ModuleException, InterruptedException {
    List<String> seen = new ArrayList<>();
    for (Map<String, Object> store :
        server.all(
            "Datastore", "name", "browser", "summary.type", DatastoreFacts.MAKES_TOP_FOLDERS)) {
      if (Boolean.FALSE.equals(store.get(DatastoreFacts.MAKES_TOP_FOLDERS))) {
        HostDatastoreBrowserSearchSpec all = new HostDatastoreBrowserSearchSpec();
        all.setDetails(FileDetail.asked(FileDetail.TYPE));
        Object found =
            server
                .end(
                    server
                        .api()
                        .searchDatastoreSubFolders_Task(
                            (ManagedObjectReference) store.get("browser"),
                            "[" + store.get("name") + "]",
                            all))
                .getResult();
        seen.add(store.get("summary.type") + " " + forms(found));
      }
    }
    return seen.isEmpty() ? "there is no such datastore" : String.join(", ", seen);
  }

  private static String forms(Object found) {
    HostDatastoreBrowserSearchResults[] folders =
        found instanceof HostDatastoreBrowserSearchResults[] all
            ? all
            : new HostDatastoreBrowserSearchResults[0];
    long byId =
        Arrays.stream(folders)
            .filter(each -> ID_PATH.matcher(String.valueOf(each.getFolderPath())).matches())
            .count();
    return byId + " of " + folders.length + " folders by id";
  }
}
