package dev.provision.vsphere.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import com.vmware.vim25.ws.VimStub;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VsphereWriterTest {
  private final List<String> methods = new ArrayList<>();
  private RetrieveOptions options;
  private PropertyFilterSpec filter;

  private static ManagedObjectReference ref(String type, String value) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(type);
    ref.setVal(value);
    return ref;
  }

  private static RetrieveResult page(String token, String vm) {
    ObjectContent content = new ObjectContent();
    content.setObj(ref("VirtualMachine", vm));
    RetrieveResult page = new RetrieveResult();
    page.setToken(token);
    page.setObjects(new ObjectContent[] {content});
    return page;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** A server that answers with a page, and with the last one when it is asked to go on. */
  private VsphereWriter writer() {
    Client client =
        proxy(
            Client.class,
            (proxy, called, arguments) -> {
              methods.add((String) arguments[0]);
              if (!arguments[0].equals("RetrievePropertiesEx")) {
                return page(null, "vm-2");
              }
              Argument[] sent = (Argument[]) arguments[1];
              filter = ((PropertyFilterSpec[]) sent[1].getValue())[0];
              options = (RetrieveOptions) sent[2].getValue();
              return page("more", "vm-1");
            });
    ServiceContent content = new ServiceContent();
    content.setPropertyCollector(ref("PropertyCollector", "propertyCollector"));
    return proxy(
        VsphereWriter.class,
        (proxy, called, arguments) ->
            called.isDefault()
                ? InvocationHandler.invokeDefault(proxy, called, arguments)
                : called.getName().equals("api") ? new VimStub(client) : content);
  }

  @Test
  void allVmsAreReadInPagesAndThoseThatWereDeletedMeanwhileAreLeftOut() throws Exception {
    List<ManagedObjectReference> vms =
        List.of(ref("VirtualMachine", "vm-1"), ref("VirtualMachine", "vm-2"));

    assertThat(writer().readAll(vms, "config.hardware.device"))
        .extracting(item -> item.ref().getVal())
        .containsExactly("vm-1", "vm-2");
    assertThat(methods).containsExactly("RetrievePropertiesEx", "ContinueRetrievePropertiesEx");
    assertThat(options.getMaxObjects()).isEqualTo(250);
    assertThat(filter.getReportMissingObjectsInResults()).isTrue();
  }
}
