package dev.provision.vsphere.kind.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.FileAlreadyExists;
import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatastoreFoldersTest {
  private static final DatastorePath HOME =
      new DatastorePath("nas1", "provision/volumes/ci/data~provision");

  private final List<String> made = new ArrayList<>();

  private static ManagedObjectReference ref(String type) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(type);
    ref.setVal(type);
    return ref;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** On a server that refuses one folder. */
  private DatastoreFolders folders(String refused, MethodFault fault) {
    Client client =
        proxy(
            Client.class,
            (proxy, called, arguments) -> {
              Argument[] sent = (Argument[]) arguments[1];
              String path = (String) sent[1].getValue();
              made.add(path + " with parents: " + sent[3].getValue());
              if (path.endsWith(refused)) {
                throw new VimFault(fault, "refused");
              }
              return null;
            });
    ServiceContent content = new ServiceContent();
    content.setFileManager(ref("FileManager"));
    VsphereWriter write =
        proxy(
            VsphereWriter.class,
            (proxy, called, arguments) ->
                called.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, called, arguments)
                    : called.getName().equals("api") ? new VimStub(client) : content);
    Item datastore = new Item(ref("Datastore"), Map.of("name", "nas1"), Map.of());
    return new DatastoreFolders(write, datastore, ref("Datacenter"));
  }

  @Test
  void foldersInsideAreMadeOneInTheOtherAndOneThatIsThereIsFine() throws Exception {
    folders("/old", new FileAlreadyExists()).makeInside(HOME, "adopted/old/data.vmdk~");

    assertThat(made)
        .containsExactly(
            HOME + "/adopted with parents: false",
            HOME + "/adopted/old with parents: false",
            HOME + "/adopted/old/data.vmdk~ with parents: false");
  }

  @Test
  void aParentThatAnotherStepDeletedIsNotMadeAgain() {
    ModuleException refused =
        catchThrowableOfType(
            ModuleException.class,
            () -> folders("/uuid", new FileNotFound()).makeInside(HOME, "uuid/42"));

    assertThat(Faults.is(refused, FileNotFound.class)).isTrue();
    assertThat(made).containsExactly(HOME + "/uuid with parents: false");
  }
}
