package dev.provision.vsphere.files;

import dev.provision.vsphere.wire.Relogin;
import dev.provision.vsphere.wire.SoapTransport;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;

/**
 * What lets a request for {@code /folder} in: the cookie of the SOAP session, at the server that
 * gave it and nowhere else.
 */
public interface FolderSession {
  /** For a wire without a session. */
  FolderSession NONE =
      new FolderSession() {
        @Override
        public Optional<String> cookie() {
          return Optional.empty();
        }

        @Override
        public long generation() {
          return 0;
        }

        @Override
        public void renew(long lostGeneration) {
          // there is none to renew: the refusal is told as it is
        }
      };

  static FolderSession of(SoapTransport transport, Relogin wire) {
    return new FolderSession() {
      @Override
      public Optional<String> cookie() {
        return transport.cookie();
      }

      @Override
      public long generation() {
        return wire.generation();
      }

      @Override
      public void renew(long lostGeneration) throws VimFault, TransportFailure {
        wire.renewAfter(lostGeneration);
      }
    };
  }

  /** As the header {@code Cookie} takes it; empty before the first answer. */
  Optional<String> cookie();

  /** Which session this is. */
  long generation();

  /** Logs in again, unless another thread already did since that session. */
  void renew(long lostGeneration) throws VimFault, TransportFailure;
}
