package dev.provision.vsphere.wire;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.referee.Referee;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A login to the referee without the session class, for tests of what stands below it. */
public record Wire(VimStub api, ServiceContent content, SoapTransport transport)
    implements AutoCloseable {
  public static Wire to(Referee referee) throws RemoteException {
    SoapTransport transport =
        new SoapTransport(
            new SoapOptions(
                referee.host(),
                referee.port(),
                new TlsPolicy(Optional.empty(), Optional.of(referee.thumbprint()), false),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                "test",
                List.of()));
    VimStub api = StubClient.stub(transport);
    ServiceContent content =
        api.retrieveServiceContent(reference("ServiceInstance", "ServiceInstance"));
    api.login(content.getSessionManager(), referee.username(), referee.password(), null);
    return new Wire(api, content, transport);
  }

  public static ManagedObjectReference reference(String type, String value) {
    ManagedObjectReference reference = new ManagedObjectReference();
    reference.setType(type);
    reference.setVal(value);
    return reference;
  }

  @Override
  public void close() throws RemoteException {
    api.logout(content.getSessionManager());
    transport.close();
  }
}
