package dev.provision.modules.datastores;

import com.vmware.vim25.HostFileSystemVolumeFileSystemType;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOrMore;
import java.util.List;
import java.util.Optional;

/** {@code nfs41: {servers: [10.0.0.5, 10.0.0.6], path: /vol/one, security: sys}}. */
@Doc("An export of an NFS server, mounted with NFS 4.1.")
public record Nfs41Spec(
    @Doc("The addresses of the server, in the order in which hosts try them.") @OneOrMore
        List<String> servers,
    @Doc("The path that the server exports.") String path,
    @Doc(
            "How hosts prove who they are: sys, krb5 or krb5i; sys for a new datastore when left"
                + " out. Kerberos needs hosts that are in an Active Directory.")
        Optional<Security> security,
    @Doc("What hosts may do; read-write for a new datastore when left out.")
        Optional<Access> access,
    @Doc("How many TCP connections each host has to a server. Since vSphere 8.0 U1.")
        Optional<Integer> connections,
    @Doc("The account for krb5 and krb5i; the one that the hosts have when left out.")
        Optional<KerberosSpec> kerberos) {
  /** {@code HostNasVolumeSecurityType}. */
  public enum Security {
    SYS("AUTH_SYS"),
    KRB5("SEC_KRB5"),
    KRB5I("SEC_KRB5I");

    private final String word;

    Security(String word) {
      this.word = word;
    }

    /** The API's word. */
    String word() {
      return word;
    }
  }

  static String type() {
    return HostFileSystemVolumeFileSystemType.NFS41.name();
  }
}
