package dev.provision.modules.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MissingProperty;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.Client;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.kind.VsphereWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FolderWritesTest {
  private final List<Object> methods = new ArrayList<>();

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** A server that answers every reading with this. */
  private VsphereWriter answering(ObjectContent content) {
    VimStub api =
        new VimStub(
            proxy(
                Client.class,
                (proxy, called, arguments) -> {
                  methods.add(arguments[0]);
                  return new ObjectContent[] {content};
                }));
    return proxy(
        VsphereWriter.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "api" -> api;
              case "content" -> new ServiceContent();
              default -> null;
            });
  }

  @Test
  void aFolderWhoseContentCannotBeReadIsNeverDeleted() {
    ObjectContent denied = new ObjectContent();
    denied.setMissingSet(new MissingProperty[] {new MissingProperty()});
    ManagedObjectReference folder = new ManagedObjectReference();
    folder.setType("Folder");
    folder.setVal("group-v7");
    FolderState seen =
        new FolderState(folder, InventoryPath.parse("/DC0/vm/ci"), Optional.empty(), false);

    assertThatThrownBy(() -> new FolderWrites(answering(denied)).delete(seen))
        .isInstanceOf(ModuleException.class)
        .hasMessage("what it holds cannot be read, so nobody knows it is empty");
    assertThat(methods).containsExactly("RetrieveProperties");
  }
}
