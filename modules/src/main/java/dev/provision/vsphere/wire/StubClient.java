package dev.provision.vsphere.wire;

import com.vmware.vim25.NotSupported;
import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import com.vmware.vim25.ws.VimStub;
import java.io.InputStream;
import java.net.URL;
import java.rmi.RemoteException;
import java.util.List;
import javax.net.ssl.TrustManager;

/**
 * Lets yavijava's generated stub speak through {@link Vim25}. The other methods of the interface
 * belong to yavijava's own transport, which is never used: they throw.
 */
public final class StubClient implements Client {
  private final Vim25 vim;

  private StubClient(Vim25 vim) {
    this.vim = vim;
  }

  /**
   * All methods of vim25, typed, over the given {@code Vim25}. Safe for many threads if that is.
   */
  public static VimStub stub(Vim25 vim) {
    return new VimStub(new StubClient(vim));
  }

  @Override
  public Object invoke(String method, Argument[] arguments, String returnType)
      throws RemoteException {
    if (arguments[0].getValue() == null) {
      // a manager that the service content leaves out, as an ESXi host leaves out many
      throw new VimFault(
          new NotSupported(), "the server has no object that could do `" + method + "`");
    }
    Object answer = vim.call(new Call(method, List.of(arguments), returnType));
    if (answer == null && makesReader(method)) {
      throw new TransportFailure(
          TransportFailure.Layer.SOAP,
          "the answer to `" + method + "` names no object",
          true,
          null);
    }
    return answer;
  }

  /**
   * Whether the next call is one on the object that this method makes; without that object it would
   * be a malformed request.
   */
  private static boolean makesReader(String method) {
    return method.startsWith("Create")
        && (method.endsWith("View") || method.equals("CreatePropertyCollector"));
  }

  @Override
  public StringBuffer invokeAsString(String method, Argument[] arguments) {
    throw refused("invokeAsString");
  }

  @Override
  public URL getBaseUrl() {
    throw refused("getBaseUrl");
  }

  @Override
  public void setBaseUrl(URL url) {
    throw refused("setBaseUrl");
  }

  @Override
  public String getCookie() {
    throw refused("getCookie");
  }

  @Override
  public void setCookie(String cookie) {
    throw refused("setCookie");
  }

  @Override
  public String getVimNameSpace() {
    return "urn:vim25";
  }

  @Override
  public void setVimNameSpace(String namespace) {
    throw refused("setVimNameSpace");
  }

  @Override
  public int getConnectTimeout() {
    throw refused("getConnectTimeout");
  }

  @Override
  public void setConnectTimeout(int millis) {
    throw refused("setConnectTimeout");
  }

  @Override
  public int getReadTimeout() {
    throw refused("getReadTimeout");
  }

  @Override
  public void setReadTimeout(int millis) {
    throw refused("setReadTimeout");
  }

  @Override
  public TrustManager getTrustManager() {
    throw refused("getTrustManager");
  }

  @Override
  public void setSoapActionOnApiVersion(String version) {
    throw refused("setSoapActionOnApiVersion");
  }

  @Override
  public String marshall(String method, Argument[] arguments) {
    throw refused("marshall");
  }

  @Override
  public Object unMarshall(String returnType, InputStream in) {
    throw refused("unMarshall");
  }

  @Override
  public StringBuffer readStream(InputStream in) {
    throw refused("readStream");
  }

  private static UnsupportedOperationException refused(String method) {
    return new UnsupportedOperationException(
        "`" + method + "` belongs to yavijava's own transport, which is not used");
  }
}
