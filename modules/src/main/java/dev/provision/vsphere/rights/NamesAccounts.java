package dev.provision.vsphere.rights;

import dev.provision.spi.Declaration;

/**
 * A kind whose declarations give accounts permissions. One of them may have to know the others,
 * also those that are adopted only now and have no entry in the journal yet.
 */
public interface NamesAccounts {
  /** The account of one of its declarations. */
  AccountOn named(Declaration<?> declaration);
}
