/** What every managed kind promises, tried on a server that is not ours. */
package dev.provision.contract;
