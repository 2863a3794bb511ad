package dev.provision.vsphere.kind;

import dev.provision.spi.schema.Secret;

/** A declaration of a license, which is read only then. */
public interface NamesLicense {
  Secret key();
}
