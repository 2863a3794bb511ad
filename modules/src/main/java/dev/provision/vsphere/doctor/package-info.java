/**
 * Says layer by layer why a vCenter cannot be reached or used, and which privileges an account
 * lacks. It only reads.
 */
package dev.provision.vsphere.doctor;
