package dev.provision.vsphere.wire;

import java.util.Map;

/**
 * The services of a vCenter that we call over SOAP, all in one session: the storage policy service
 * is told of it by a header, {@code vcSessionCookie} (govmomi {@code pbm/client.go}, oslo.vmware
 * {@code service.py}).
 */
enum SoapService {
  VIM("/sdk", "urn:vim25"),
  PBM("/pbm", "urn:pbm");

  private static final String COOKIE = "vmware_soap_session=";

  private final String path;
  private final String namespace;

  SoapService(String path, String namespace) {
    this.path = path;
    this.namespace = namespace;
  }

  /** The service that the called object belongs to. */
  static SoapService of(Call call) {
    return call.self().getType().startsWith("Pbm") ? PBM : VIM;
  }

  String path() {
    return path;
  }

  String namespace() {
    return namespace;
  }

  /**
   * The version of its API that is asked for. That of the policy service is 2.0 in vSphere 6.0, and
   * that of vSphere from 6.5 on (the WSDLs in oslo.vmware); every later server has 6.5 too.
   *
   * @param vim the version of vim25 that the server has
   */
  String version(ApiVersion vim) {
    if (this == VIM) {
      return vim.text();
    }
    return vim.isAtLeast("6.5") ? "6.5" : "2.0";
  }

  /**
   * What the envelope's header says of the session.
   *
   * @param cookie as {@code Cookie} takes it; null for none
   */
  Map<String, String> header(String cookie) {
    return this == VIM || cookie == null
        ? Map.of()
        : Map.of("vcSessionCookie", cookie.replace(COOKIE, "").replace("\"", ""));
  }
}
