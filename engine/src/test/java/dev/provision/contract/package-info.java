/** What every managed kind promises, as tests that a kind inherits. */
package dev.provision.contract;
