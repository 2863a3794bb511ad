package dev.provision.modules.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MissingProperty;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.Client;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                  RetrieveResult result = new RetrieveResult();
                  result.setObjects(new ObjectContent[] {content});
                  return result;
                }));
    return proxy(
        VsphereWriter.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "api" -> api;
              case "content" -> new ServiceContent();
              default ->
                  called.isDefault()
                      ? InvocationHandler.invokeDefault(proxy, called, arguments)
                      : null;
            });
  }

  @Test
  void aFolderWhoseContentCannotBeReadIsNeverDeleted() {
    ManagedObjectReference folder = new ManagedObjectReference();
    folder.setType("Folder");
    folder.setVal("group-v7");
    MissingProperty children = new MissingProperty();
    children.setPath("childEntity");
    ObjectContent denied = new ObjectContent();
    denied.setObj(folder);
    denied.setMissingSet(new MissingProperty[] {children});
    ObjectState seen =
        new ObjectState(
            new Item(folder, Map.of(), Map.of()),
            InventoryPath.parse("/DC0/vm/ci"),
            Optional.empty(),
            false,
            Optional.empty(),
            false,
            false,
            new CustomValues.Has(Optional.empty()),
            VsphereTags.Has.UNREAD,
            Optional.empty());

    assertThatThrownBy(() -> new FolderKind().delete(seen, answering(denied)))
        .isInstanceOf(ModuleException.class)
        .hasMessage("what it holds cannot be read, so nobody knows it is empty");
    assertThat(methods).containsExactly("RetrievePropertiesEx");
  }
}
